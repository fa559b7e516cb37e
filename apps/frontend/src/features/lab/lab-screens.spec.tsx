/** @jest-environment jsdom */
import { afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { act, cleanup, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import axe from 'axe-core';
import { z } from 'zod';
import { LAB_KINDS, LabOrder, LabRun, type LabKind } from '@orbiquant/contracts';
import { startI18n } from '../../shared/i18n/i18n.ts';
import type { RoomListener } from '../../shared/live/rooms.ts';
import { RUN_ID, resultOfKind, runOfKind } from './testing/runs.ts';

const heard: { room: string; listener: RoomListener }[] = [];
jest.unstable_mockModule('../../shared/live/live-socket.ts', () => ({
  listenTo: (room: string, listener: RoomListener) => {
    heard.push({ room, listener });
    return () => undefined;
  },
}));
const drawn =
  (name: string) =>
  ({ label }: { label: string }) => <div role="img" aria-label={label} data-testid={name} />;
jest.unstable_mockModule('./result/equity-canvas.tsx', () => ({ EquityCanvas: drawn('equity-canvas') }));
jest.unstable_mockModule('./result/trade-canvas.tsx', () => ({ TradeCanvas: drawn('trade-canvas') }));
jest.unstable_mockModule('../../shared/charts/plot-canvas.tsx', () => ({ PlotCanvas: drawn('plot-canvas') }));
const { accepted, serve, showLab, USER_ID } = await import('./testing/show-lab.tsx');

const wired = (run: LabRun) => z.encode(LabRun, run);
const RUN_PATH = `/api/v1/lab/runs/${RUN_ID}`;
const problem = (errors: { path: string; code: string; message: string }[]) => ({
  type: '',
  title: '',
  status: 400,
  detail: '',
  instance: '',
  code: 'invalid-input',
  traceId: 'trace-1',
  errors,
});

/** Rules that look at drawn pixels need a real browser. */
async function expectAccessible(box: Element): Promise<void> {
  const { violations } = await axe.run(box, {
    rules: {
      'color-contrast': { enabled: false },
      'label-content-name-mismatch': { enabled: false },
      region: { enabled: false },
    },
  });
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`),
  ).toEqual([]);
}

beforeAll(() => startI18n('es'));
beforeEach(() => {
  heard.length = 0;
  sessionStorage.clear();
  window.scrollTo = () => undefined;
});
afterEach(cleanup);

describe('the list of runs', () => {
  it('follows a run as it goes, message by message', async () => {
    const running = runOfKind('optimise', {
      state: 'running',
      figures: {},
      verdict: null,
      finishedAtMs: null,
      progress: { done: 4, total: 16, stage: 'search' },
    });
    serve({ '/api/v1/lab/runs': { body: [wired(running)] } });
    const { container } = showLab('/lab');
    const bar = await screen.findByRole('progressbar');
    expect(bar.getAttribute('aria-valuenow')).toBe('25');
    expect(screen.getByText('Buscando parámetros: 4 de 16')).toBeTruthy();
    const listener = heard.find(({ room }) => room === `user:${USER_ID}`)!.listener;
    const { order: _order, ...change } = running;
    act(() =>
      listener.message('lab.run.changed', {
        ...change,
        userId: USER_ID,
        progress: { done: 12, total: 16, stage: 'search' },
      }),
    );
    await waitFor(() => expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('75'));
    const { order: _ordered, ...done } = runOfKind('optimise');
    act(() => listener.message('lab.run.changed', { ...done, userId: USER_ID }));
    await waitFor(() => expect(screen.queryByRole('progressbar')).toBeNull());
    expect(screen.getByTestId('lab-run').textContent).toContain('No supera el listón');
    expect(screen.getByTestId('lab-run').textContent).toContain('12,3');
    await expectAccessible(container);
  });

  it('invites to a first run that one click orders, whole and with costs', async () => {
    const sent = serve({
      'POST /api/v1/lab/runs': accepted,
      [RUN_PATH]: { body: wired(runOfKind('backtest', { state: 'queued' })) },
    });
    const { router } = showLab('/lab');
    await userEvent.click(await screen.findByRole('button', { name: 'Probar HMA/SMA con BTC/USDT' }));
    await waitFor(() => expect(router.state.location.pathname).toBe(`/lab/${RUN_ID}`));
    const posted = sent.find(({ method }) => method === 'POST')!;
    const order = z.decode(LabOrder, posted.body as never);
    expect([order.strategy, order.symbols, order.assumptions.takerFeeBps]).toEqual(['hma-sma', ['BTC/USDT'], 10]);
    expect(posted.key).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('asks for what is filtered, and says so when nothing matches', async () => {
    const sent = serve({});
    showLab('/lab?kind=optimise&passing=true');
    await screen.findByText('Ninguna prueba coincide');
    expect(sent.find(({ path }) => path === '/api/v1/lab/runs')?.query.toString()).toBe(
      'limit=20&kind=optimise&passing=true',
    );
  });
});

describe('the form of a run', () => {
  it('puts each fault of the API at the field it names, keeps what was typed, and sends a changed order under a new key', async () => {
    const refused = {
      status: 400,
      body: problem([
        { path: 'params.average', code: 'out-of-range', message: 'average lies between 2 and 400' },
        { path: 'interval', code: 'too-coarse', message: 'hma-sma reads 1h and 4h candles' },
        { path: 'rules.entries', code: 'contradiction', message: 'never true' },
      ]),
    };
    const sent = serve({ 'POST /api/v1/lab/runs': refused });
    const { container } = showLab('/lab/new');
    const average = await screen.findByLabelText<HTMLInputElement>('Media simple (velas)');
    await userEvent.clear(average);
    await userEvent.type(average, '50');
    const submit = screen.getByRole('button', { name: 'Probar' });
    await userEvent.click(submit);
    expect(await screen.findByText('Está fuera de los límites.')).toBeTruthy();
    expect(average.getAttribute('aria-invalid')).toBe('true');
    expect(screen.getByLabelText('Duración de cada vela').getAttribute('aria-invalid')).toBe('true');
    expect(screen.getByText('never true')).toBeTruthy();
    expect(average.value).toBe('50');
    await expectAccessible(container);
    await userEvent.click(submit);
    await userEvent.clear(average);
    await userEvent.type(average, '60');
    expect(average.getAttribute('aria-invalid')).toBeNull();
    await userEvent.click(submit);
    const keys = sent.filter(({ method }) => method === 'POST').map(({ key }) => key);
    expect(keys).toHaveLength(3);
    expect(keys[1]).toBe(keys[0]);
    expect(keys[2]).not.toBe(keys[0]);
  });

  it('counts combinations as they are typed and refuses too many before anything is sent', async () => {
    const sent = serve({ 'POST /api/v1/lab/runs': accepted });
    const { container } = showLab('/lab/new?kind=optimise');
    expect((await screen.findByTestId('combinations')).textContent).toContain('36 combinaciones');
    for (const name of ['Desde, Media simple (velas)', 'Desde, Media de Hull (velas)']) {
      await userEvent.clear(screen.getByLabelText(name));
      await userEvent.type(screen.getByLabelText(name), '4');
    }
    for (const name of ['Paso, Media simple (velas)', 'Paso, Media de Hull (velas)']) {
      await userEvent.clear(screen.getByLabelText(name));
      await userEvent.type(screen.getByLabelText(name), '1');
    }
    expect(screen.getByTestId('combinations').textContent).toContain('157.609');
    await userEvent.click(screen.getByRole('button', { name: 'Optimizar' }));
    expect(await screen.findByText('Hay 1 cosa que corregir.')).toBeTruthy();
    expect(sent.some(({ method }) => method === 'POST')).toBe(false);
    await expectAccessible(container);
  });

  it('begins with an earlier run and the changes of a suggested step', async () => {
    serve({ [RUN_PATH]: { body: wired(runOfKind('backtest')) } });
    showLab(`/lab/new?from=${RUN_ID}&kind=walk-forward`);
    expect(await screen.findByRole('heading', { name: 'Repetir una prueba con cambios' })).toBeTruthy();
    await screen.findByTestId('lab-form');
    expect(screen.getByRole<HTMLInputElement>('radio', { name: /^Avanzar por ventanas/ }).checked).toBe(true);
    expect(screen.getByRole<HTMLSelectElement>('combobox', { name: 'Estrategia' }).value).toBe('sma-cross');
    expect(screen.getByLabelText<HTMLInputElement>('Desde (UTC)').value).toBe('2024-01-01T00:00');
    expect(screen.getByRole<HTMLInputElement>('checkbox', { name: 'Media rápida (velas)' }).checked).toBe(true);
  });

  it('keeps what was typed across a reload, and warns of a run without costs', async () => {
    serve({});
    showLab('/lab/new');
    const cash = await screen.findByLabelText<HTMLInputElement>('Dinero al empezar (USDT)');
    await userEvent.clear(cash);
    await userEvent.type(cash, '2500');
    await userEvent.click(screen.getByRole('button', { name: 'Sin costes' }));
    expect(screen.getByText(/Sin costes no es honesto/)).toBeTruthy();
    cleanup();
    showLab('/lab/new');
    expect((await screen.findByLabelText<HTMLInputElement>('Dinero al empezar (USDT)')).value).toBe('2500');
  });
});

const HEADINGS: Readonly<Record<LabKind, readonly string[]>> = {
  backtest: [],
  optimise: ['Resultado según dos parámetros', 'Combinaciones probadas'],
  'walk-forward': ['Ventana a ventana'],
  'monte-carlo': ['Cuánto pudo ser suerte'],
  robustness: ['Pruebas de esfuerzo'],
};
const EVERY = [
  'Veredicto',
  'En cifras',
  'Qué llama la atención',
  'Patrimonio y caídas',
  'Rentabilidad de cada mes',
  'Operaciones',
  'Ficha de la prueba',
];

describe('a finished run', () => {
  it.each(LAB_KINDS)('of %s shows its own parts, the verdict first, and is accessible', async (kind) => {
    serve({ [RUN_PATH]: { body: wired(runOfKind(kind)) }, [`${RUN_PATH}/result`]: { body: resultOfKind(kind) } });
    const { container } = showLab(`/lab/${RUN_ID}`);
    await screen.findByTestId('verdict');
    const shown = screen.getAllByRole('heading', { level: 2 }).map(({ textContent }) => textContent);
    expect(shown[0]).toBe('Veredicto');
    expect(shown.toSorted()).toEqual([...EVERY, ...HEADINGS[kind]].toSorted());
    await screen.findByTestId('equity-canvas');
    await expectAccessible(container);
  });

  it('gives every reason with its figures, and how often the data was looked at before', async () => {
    serve({
      [RUN_PATH]: { body: wired(runOfKind('backtest')) },
      [`${RUN_PATH}/result`]: { body: resultOfKind('backtest') },
    });
    showLab(`/lab/${RUN_ID}`);
    const reason = await screen.findByTestId('reason-deflated-sharpe');
    expect(reason.textContent).toMatch(/^No se cumple: .*95,0.%.*71,0.%/);
    expect(screen.getByText(/16 intentos/)).toBeTruthy();
    expect(screen.getByText(/Los costes son el 31,0/)).toBeTruthy();
  });

  it('leads from a finding to a run with the suggested change', async () => {
    serve({
      [RUN_PATH]: { body: wired(runOfKind('backtest')) },
      [`${RUN_PATH}/result`]: { body: resultOfKind('backtest') },
    });
    showLab(`/lab/${RUN_ID}`);
    const finding = await screen.findByTestId('finding-lucky-days');
    const link = within(finding).getByRole('link', { name: /Mide cuánto pudo ser suerte/ });
    expect(link.getAttribute('href')).toBe(`/lab/new?from=${RUN_ID}&kind=monte-carlo`);
  });

  it('orders trades by any column and shows the chosen one on the chart', async () => {
    const sent = serve({
      [RUN_PATH]: { body: wired(runOfKind('backtest')) },
      [`${RUN_PATH}/result`]: { body: resultOfKind('backtest') },
    });
    const { router } = showLab(`/lab/${RUN_ID}`);
    const table = await screen.findByRole('table', { name: 'Operaciones' });
    const firstRow = () => within(table).getAllByRole('row')[1]!.textContent;
    expect(firstRow()).toContain('2 ene');
    await userEvent.click(within(table).getByRole('button', { name: /^Resultado/ }));
    await userEvent.click(within(table).getByRole('button', { name: /^Resultado/ }));
    expect(firstRow()).toContain('4 ene');
    await userEvent.click(within(table).getByRole('button', { name: /Ver en el gráfico la operación del .*4 ene/ }));
    await waitFor(() => expect(router.state.location.search).toEqual({ trade: 2 }));
    await screen.findByText(/Compra de BTC\/USDT: entra a 42.003,00 USDT/);
    const asked = sent.filter(({ path }) => path === '/api/v1/candles').at(-1)!.query;
    expect([asked.get('interval'), Number(asked.get('from')) < Date.UTC(2024, 0, 4)]).toEqual(['1h', true]);
  });

  it('that could not finish says why, and one that is under way can be stopped', async () => {
    const failed = runOfKind('backtest', {
      state: 'failed',
      problem: { code: 'unprocessable', message: 'There are no 5m candles' },
      verdict: null,
    });
    serve({ [RUN_PATH]: { body: wired(failed) } });
    showLab(`/lab/${RUN_ID}`);
    expect((await screen.findByRole('alert')).textContent).toContain('There are no 5m candles');
    cleanup();
    const running = runOfKind('backtest', { state: 'running', verdict: null, finishedAtMs: null });
    const sent = serve({
      [RUN_PATH]: { body: wired(running) },
      [`POST ${RUN_PATH}/cancel`]: { body: wired({ ...running, state: 'cancelled' }) },
    });
    showLab(`/lab/${RUN_ID}`);
    await userEvent.click(await screen.findByRole('button', { name: 'Detener la prueba' }));
    expect(await screen.findByText(/Se detuvo antes de terminar/)).toBeTruthy();
    expect(sent.some(({ path }) => path === `${RUN_PATH}/cancel`)).toBe(true);
  });

  it('that nobody knows leads back to the list', async () => {
    serve({ [RUN_PATH]: { status: 404, body: { ...problem([]), status: 404, code: 'not-found' } } });
    showLab(`/lab/${RUN_ID}`);
    expect(await screen.findByText('Esta prueba no existe')).toBeTruthy();
  });
});
