/** @jest-environment jsdom */
import { afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { speak, startI18n } from '../../shared/i18n/i18n.ts';
import { complaintsOf } from '../../shared/testing/accessible.ts';
import { problem, serve, type Answers, type Sent } from '../../shared/testing/serve.ts';
import { showAt } from '../../shared/testing/show-at.tsx';
import {
  balance,
  holding,
  ownProof,
  product,
  PRODUCT_ID,
  redemption,
  STRIKE_ID,
  termsChanging,
  usdt,
} from './testing/money-of-pool.ts';

jest.unstable_mockModule('../../shared/live/live-socket.ts', () => ({ listenTo: () => () => undefined }));
jest.unstable_mockModule('../../shared/charts/line-canvas.tsx', () => ({ LineCanvas: () => null }));
const { InvestPage } = await import('./invest-page.tsx');

const AT = `/api/v1/products/${PRODUCT_ID}`;
const { own, published } = ownProof();
const USUAL: Answers = {
  '/api/v1/products': { body: [product()] },
  '/api/v1/balance': { body: balance() },
  '/api/v1/subscriptions': { body: [] },
  '/api/v1/redemptions': { body: [] },
  '/api/v1/statement': { body: [] },
  [`${AT}/nav`]: { body: [] },
  [`${AT}/terms`]: { body: termsChanging() },
  [`${AT}/holding`]: { body: holding() },
  [`${AT}/months`]: { body: [] },
  [`${AT}/proofs/${STRIKE_ID}`]: { body: own },
  [`${AT}/proofs/${STRIKE_ID}/root`]: { body: published },
};
function show(answers: Answers = {}): Sent[] {
  const sent = serve({ ...USUAL, ...answers });
  showAt('/invest', { path: '/invest', component: InvestPage });
  return sent;
}
const writes = (sent: readonly Sent[]) => sent.filter(({ method }) => method !== 'GET');
const form = async (name: string) => within(await screen.findByRole('form', { name }));

beforeAll(() => startI18n('es'));
beforeEach(async () => {
  window.scrollTo = () => undefined;
  await speak('es');
});
afterEach(cleanup);

describe('what one has in a product', () => {
  it('is shown entry by entry, with its mark and the fee that it owes', async () => {
    show();
    const lots = within(await screen.findByRole('region', { name: 'Tus entradas' }));
    expect(lots.getAllByRole('row')).toHaveLength(3);
    expect(lots.getByText('65,10 USDT')).toBeTruthy();
    expect(lots.getAllByText('1,025000')).toHaveLength(2);
  });

  it('the month is chosen to be paid out only once the house has taken it', async () => {
    let isDown = true;
    const sent = show({
      [`PUT ${AT}/payout-preference`]: () =>
        isDown ? problem(503, 'service-unavailable') : { body: { choice: 'pay-out' } },
    });
    const choice = await screen.findByRole('button', { name: 'A mi cartera' });
    await userEvent.click(choice);
    await screen.findByText(/Un servicio no responde/);
    expect(choice.getAttribute('aria-pressed')).toBe('false');
    isDown = false;
    await userEvent.click(choice);
    await waitFor(() => expect(choice.getAttribute('aria-pressed')).toBe('true'));
    expect(writes(sent).at(-1)?.body).toEqual({ choice: 'pay-out' });
  });
});

describe('the way out', () => {
  const asked = { status: 201, body: redemption() };

  it.each([
    ['Un importe', '108,51', 'Vale 108,50 USDT'],
    ['Unas unidades', '100,5', 'Tienes 100,000000 unidades\\.$'],
    ['Un importe', 'x', 'No es una cantidad'],
  ])('%s of %s is refused before anything is sent', async (ask, text, fault) => {
    const sent = show();
    const way = await form('Sacar dinero');
    await userEvent.click(way.getByRole('button', { name: ask }));
    await userEvent.type(way.getByRole('textbox'), text);
    await userEvent.click(way.getByRole('button', { name: 'Revisar salida' }));
    expect(way.getByText(new RegExp(fault))).toBeTruthy();
    expect(writes(sent)).toEqual([]);
  });

  it.each([
    ['Un importe', '50', { ask: 'cash', cashMinor: '50000000' }],
    ['Unas unidades', '0,000000000001', { ask: 'units', units: '0.000000000001' }],
    ['Todo', null, { ask: 'all' }],
  ])('%s is reviewed with price, date and gate, then asked for exactly once', async (ask, text, body) => {
    const sent = show({ [`POST ${AT}/redemptions`]: asked });
    const way = await form('Sacar dinero');
    await userEvent.click(way.getByRole('button', { name: ask }));
    if (text) await userEvent.type(way.getByRole('textbox'), text);
    await userEvent.click(way.getByRole('button', { name: 'Revisar salida' }));
    expect(screen.getByText(/al precio del próximo cálculo, que todavía no se conoce/)).toBeTruthy();
    expect(screen.getByText(/se paga por partes/)).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Pedir la salida' }));
    expect(await screen.findByTestId('redemption-queued')).toBeTruthy();
    expect(writes(sent)).toMatchObject([{ path: `${AT}/redemptions`, body, key: expect.any(String) }]);
  });

  it('what was asked for says what it waits for, and is taken back', async () => {
    const one = redemption({ waitsFor: 'gated', deals: [], cashLeft: usdt(20) });
    const path = `/api/v1/redemptions/${one.redemptionId}/cancel`;
    const sent = show({ '/api/v1/redemptions': { body: [one] }, [`POST ${path}`]: { body: one } });
    const list = within(await screen.findByTestId('redemptions'));
    expect(list.getByText(/no tenía dinero para todos/)).toBeTruthy();
    await userEvent.click(list.getByRole('button', { name: 'Cancelar' }));
    await waitFor(() => expect(writes(sent).map((each) => each.path)).toEqual([path]));
  });
});

describe('terms and fees', () => {
  it('an announced change is told point by point, with the way out while it lasts', async () => {
    show();
    const announced = await screen.findByTestId('announced-terms');
    expect(announced.textContent).toContain('22 ene 2026');
    expect(announced.textContent).toContain('Comisión de éxito: de 20,00\u00a0% a 25,00\u00a0%');
    expect(announced.textContent).toContain('Preaviso: de ninguno a 3 d');
    expect(screen.getByText(/puedes salir sin permanencia ni preaviso hasta el 22 ene 2026/)).toBeTruthy();
  });

  it('the simulator asks the pool itself, also for a loss', async () => {
    const body = {
      cash: usdt(1000),
      grossReturn: '-0.105',
      days: 365,
      termsVersion: 1,
      grossValue: usdt(895),
      managementFee: usdt(20),
      performanceFee: usdt(0),
      netValue: usdt(875),
      netReturn: '-0.125',
    };
    const sent = show({ [`${AT}/fee-preview`]: { body } });
    await userEvent.click(await screen.findByText('Simulador de comisiones'));
    const simulator = await form('Simulador de comisiones');
    await userEvent.type(simulator.getByLabelText('Inviertes (USDT)'), '1.000');
    await userEvent.clear(simulator.getByLabelText('Rentabilidad bruta (%)'));
    await userEvent.type(simulator.getByLabelText('Rentabilidad bruta (%)'), '-10,5');
    await userEvent.click(simulator.getByRole('button', { name: 'Calcular' }));
    expect((await screen.findByTestId('fee-preview')).textContent).toContain('875,00 USDT');
    const asked = sent.find(({ path }) => path === `${AT}/fee-preview`)?.query.toString();
    expect(asked).toBe('cashMinor=1000000000&grossReturn=-0.105&days=365');
  });
});

describe('the proof', () => {
  it('is checked here, check by check', async () => {
    show();
    await userEvent.click(await screen.findByRole('button', { name: 'Comprobar la mía' }));
    const verdict = await screen.findByTestId('proof-verdict');
    expect(verdict.dataset['ok']).toBe('true');
    expect(within(verdict).getAllByText('(correcto)')).toHaveLength(8);
  });

  it('an altered file is refused by name of the check, and what is no file is told so', async () => {
    show();
    await userEvent.click(await screen.findByRole('button', { name: 'Comprobar un archivo' }));
    const box = screen.getByLabelText('Pega aquí el contenido de una prueba');
    await userEvent.click(box);
    await userEvent.paste('nada');
    await userEvent.click(screen.getByRole('button', { name: 'Comprobar lo pegado' }));
    expect(screen.getByText('Esto no es el contenido de una prueba.')).toBeTruthy();
    await userEvent.clear(box);
    await userEvent.click(box);
    await userEvent.paste(JSON.stringify({ ...own, leaf: { ...(own.leaf as object), balance: '2000001' } }));
    await userEvent.click(screen.getByRole('button', { name: 'Comprobar lo pegado' }));
    const verdict = await screen.findByTestId('proof-verdict');
    expect(verdict.dataset['failed']).toBe('leaf');
    expect(verdict.textContent).toContain('Habla de las unidades y el saldo que dice');
  });
});

it.each(['es', 'en'] as const)('the screen has names and labels for everybody, %s', async (language) => {
  await speak(language);
  show({ '/api/v1/redemptions': { body: [redemption()] } });
  await screen.findByTestId('redemptions');
  await screen.findByTestId('mine-Orion');
  await screen.findByTestId('announced-terms');
  expect(await complaintsOf(document.body)).toEqual([]);
});
