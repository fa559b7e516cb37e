/** @jest-environment jsdom */
import { afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { cleanup, configure, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import type { RuleShare, RuleVersion } from '@orbiquant/contracts';
import { exampleRules } from '@orbiquant/strategy';
import { startI18n } from '../../../shared/i18n/i18n.ts';
import { complaintsOf } from '../../../shared/testing/accessible.ts';
import { problem, type Answers } from '../../../shared/testing/serve.ts';
import { firstRules } from './draft/first-rules.ts';
import type { JsonRecord } from './draft/json.ts';

jest.unstable_mockModule('../../../shared/live/live-socket.ts', () => ({ listenTo: () => () => undefined }));
const { serve, showLab } = await import('../testing/show-lab.tsx');

const SET = '018f6b1e-5b8e-7c3a-9b1d-2f4e6a8c0aaa';
const TOKEN = 'a'.repeat(43);
const PATH = `/api/v1/lab/rules/${SET}`;
const plain = (value: unknown): JsonRecord => JSON.parse(JSON.stringify(value)) as JsonRecord;
const first = firstRules('mi-cruce');

const version = (number: number, rules: JsonRecord, changes: Partial<RuleVersion> = {}): RuleVersion => ({
  ruleSetId: SET,
  version: number,
  name: String(rules['name']),
  digest: String(number).repeat(64),
  rules: { ...rules },
  leakCheck: 'clean',
  createdAtMs: Date.UTC(2026, 0, number),
  ...changes,
});
const share: RuleShare = { token: TOKEN, ruleSetId: SET, version: 2, createdAtMs: 0 };
const versions = [
  version(2, { ...first, description: 'con otra idea' }, { leakCheck: 'not-proven' }),
  version(1, first),
];
const usual: Answers = {
  '/api/v1/lab/rules': { body: [versions[0]] },
  [`${PATH}/versions`]: { body: versions },
  [`${PATH}/shares`]: { body: [] },
  [`${PATH}/diff`]: { body: [{ path: 'description', kind: 'added', before: null, after: 'con otra idea' }] },
};
const saved = (body: unknown) => ({ status: 201, body: version(1, (body as { rules: JsonRecord }).rules) });
const jsonOf = () => JSON.parse(screen.getByTestId<HTMLTextAreaElement>('rules-json').value) as JsonRecord;

beforeAll(() => {
  // whether each of a thousand options can be seen is not asked here, and asking takes most of the time
  configure({ defaultHidden: true });
  return startI18n('es');
});
beforeEach(() => {
  sessionStorage.clear();
  window.scrollTo = () => undefined;
});
afterEach(cleanup);

describe('the rule editor', () => {
  it('writes rules without JSON, says what is wrong at its field, and saves what the JSON shows', async () => {
    const sent = serve({ ...usual, 'POST /api/v1/lab/rules': ({ body }) => saved(body) });
    const { container, router } = showLab('/lab/rules/new');
    const form = await screen.findByTestId('rule-form');
    const line = within(form).getByRole('group', { name: 'Serie fast' });
    const period = within(line).getByLabelText<HTMLInputElement>('Velas');
    await userEvent.clear(period);
    await userEvent.type(period, '1,5');
    expect(period.value).toBe('1,5');
    expect(within(line).getByText('Tiene que ser un número entero.')).toBeTruthy();
    expect(period.getAttribute('aria-invalid')).toBe('true');
    expect(screen.getByTestId('rules-faults').textContent).toContain('series[0].parameters.period');
    expect(screen.getByTestId<HTMLButtonElement>('save-rules').disabled).toBe(true);
    await userEvent.clear(period);
    await userEvent.type(period, '12');
    expect(jsonOf()).toMatchObject({ series: [{ parameters: { period: 12 } }, {}] });
    expect(screen.getByTestId('rule-words').textContent).toContain('Velas 12');

    await userEvent.click(within(form).getByRole('button', { name: 'Vender en corto también' }));
    const short = within(form).getByRole('group', { name: 'Entrada en corto' });
    await userEvent.selectOptions(within(short).getByLabelText('Entrada en corto.1: cómo'), 'below');
    expect(jsonOf()['entries']).toMatchObject({ short: { all: [{ compare: 'below', left: { price: 'close' } }] } });
    expect(await complaintsOf(container)).toEqual([]);

    await userEvent.click(screen.getByTestId('save-rules'));
    await waitFor(() => expect(router.state.location.pathname).toBe(`/lab/rules/${SET}`));
    const posted = sent.find(({ method }) => method === 'POST')!;
    expect(posted.body).toMatchObject({ rules: { series: [{ parameters: { period: 12 } }, {}] } });
    expect(posted.key).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('the JSON is the same thing: what is typed there stands in the form, and half of it breaks nothing', async () => {
    serve(usual);
    showLab('/lab/rules/new');
    const json = await screen.findByTestId<HTMLTextAreaElement>('rules-json');
    fireEvent.change(json, { target: { value: json.value.replace('"stop": {', '"stop": ') } });
    expect(screen.getByTestId('rules-faults').textContent).toContain('no es JSON');
    expect(screen.getByTestId<HTMLButtonElement>('save-rules').disabled).toBe(true);
    const other = {
      ...first,
      sizing: { kind: 'risk-fraction', value: 0.02 },
      series: 'x',
      entries: { long: { moon: 1 } },
    };
    fireEvent.change(json, { target: { value: JSON.stringify(other) } });
    expect(screen.getByText(/El formulario no sabe leer esta parte/)).toBeTruthy();
    expect(screen.getByLabelText<HTMLSelectElement>('Tamaño').value).toBe('risk-fraction');
    fireEvent.change(json, {
      target: { value: JSON.stringify({ ...other, series: first['series'], entries: first['entries'] }) },
    });
    expect(screen.getByTestId('rules-faults').textContent).toContain('están bien');
  });

  it('every example opens as a form that says the same, whatever it is made of', async () => {
    serve(usual);
    const { container } = showLab('/lab/rules/new');
    for (const { name, ...rest } of exampleRules) {
      await userEvent.selectOptions(await screen.findByLabelText('Empezar con'), name);
      expect(jsonOf()).toEqual(plain({ name, ...rest }));
      expect(screen.queryByText(/no sabe leer/)).toBeNull();
      expect(screen.getByTestId('rules-faults').textContent).toContain('están bien');
      expect(await complaintsOf(container)).toEqual([]);
    }
  }, 60_000);

  it('another name goes along to what reads it, and what was not saved is there after a reload', async () => {
    serve(usual);
    showLab('/lab/rules/new');
    const line = await screen.findByRole('group', { name: 'Serie fast' });
    const name = within(line).getByLabelText<HTMLInputElement>('Nombre');
    await userEvent.clear(name);
    await userEvent.type(name, 'rapida');
    await userEvent.tab();
    expect(jsonOf()).toMatchObject({ entries: { long: { all: [{ left: { series: 'rapida' } }] } } });
    cleanup();
    showLab('/lab/rules/new');
    await screen.findByTestId('rule-form');
    expect(jsonOf()).toMatchObject({ series: [{ name: 'rapida' }, { name: 'slow' }] });
  });

  it('puts a refusal of the server where it can be read, and keeps what was written', async () => {
    const refused = problem(400, 'invalid-input', [{ path: 'rules', code: 'leak' }]);
    const sent = serve({ ...usual, 'POST /api/v1/lab/rules': refused });
    showLab(`/lab/rules/${SET}/edit?version=1`);
    await userEvent.click(await screen.findByTestId('save-rules'));
    expect((await screen.findByRole('alert')).textContent).toContain('Las reglas ven el futuro');
    await userEvent.click(screen.getByTestId('save-rules'));
    const posts = sent.filter(({ method }) => method === 'POST');
    expect(posts[0]!.body).toMatchObject({ ruleSetId: SET });
    expect(posts[1]!.key).toBe(posts[0]!.key);
  });
});

describe('a rule set', () => {
  it('shows its newest version in words, all versions, and what changed', async () => {
    serve(usual);
    const { container } = showLab(`/lab/rules/${SET}`);
    expect((await screen.findByTestId('rule-words')).textContent).toContain('Entra en largo cuando');
    expect(within(screen.getByTestId('version-2')).getByText('Sin demostrar')).toBeTruthy();
    expect(within(screen.getByTestId('version-1')).getByText('Sin fugas halladas')).toBeTruthy();
    expect((await screen.findByTestId('rule-diff')).textContent).toContain('description');
    expect(screen.getByTestId('use-rules').getAttribute('href')).toBe(`/lab/new?rules=${SET}&version=2`);
    expect(await complaintsOf(container)).toEqual([]);
  });

  it('says in words whether it sees the future; what never spoke is not proven', async () => {
    const found = { verdict: 'not-proven', bars: 700, spokenBars: 0, runs: 30, leaks: [] };
    const leak = { kind: 'garbage', output: 'vote', bar: 40, barTimeMs: 0, explanation: 'reads-next-bars' };
    const answers = [found, { ...found, verdict: 'leaks', leaks: [leak] }];
    serve({ ...usual, 'POST /api/v1/lab/rules/check': () => ({ body: answers.shift() }) });
    showLab(`/lab/rules/${SET}`);
    await userEvent.click(await screen.findByTestId('leak-check'));
    expect((await screen.findByTestId('leak-verdict')).textContent).toMatch(/^Sin demostrar/);
    await userEvent.click(screen.getByTestId('leak-check'));
    await screen.findByText(/Parece que lee las velas siguientes/);
  });

  it('makes a link, shows it, and withdraws it', async () => {
    const shares = [share];
    serve({
      ...usual,
      [`POST ${PATH}/versions/2/share`]: { status: 201, body: share },
      [`POST ${PATH}/versions/2/unshare`]: () => ({ body: shares.slice(1) }),
    });
    const { container } = showLab(`/lab/rules/${SET}`);
    await userEvent.click(await screen.findByTestId('share-rules'));
    const link = await screen.findByTestId<HTMLInputElement>('share-link');
    expect(link.value).toBe(`http://localhost/lab/rules/shared/${TOKEN}`);
    expect(await complaintsOf(container)).toEqual([]);
    await userEvent.click(screen.getByRole('button', { name: 'Retirar el enlace' }));
    expect(await screen.findByTestId('share-rules')).toBeTruthy();
  });

  it('is listed, and invites to a first one where there is none', async () => {
    serve(usual);
    const { container } = showLab('/lab/rules');
    expect((await screen.findByTestId('rule-set')).textContent).toContain('2 versiones');
    expect(await complaintsOf(container)).toEqual([]);
    cleanup();
    serve({ ...usual, '/api/v1/lab/rules': { body: [] } });
    showLab('/lab/rules');
    expect(await screen.findByText('Aún no has escrito reglas')).toBeTruthy();
  });

  it('that nobody knows leads back to the list', async () => {
    serve({ ...usual, [`${PATH}/versions`]: problem(404, 'not-found') });
    showLab(`/lab/rules/${SET}`);
    expect(await screen.findByText('Estas reglas no existen')).toBeTruthy();
  });
});

describe('a link to rules', () => {
  const shown = {
    name: 'mi-cruce',
    version: 2,
    digest: '2'.repeat(64),
    rules: first,
    leakCheck: 'clean',
    createdAtMs: 0,
  };
  const at = `/api/v1/lab/shared-rules/${TOKEN}`;

  it('shows them to read, and copies them at a click', async () => {
    const sent = serve({
      ...usual,
      [at]: { body: { ...shown, isMine: false } },
      [`POST ${at}/fork`]: { status: 201, body: version(1, first) },
    });
    const { container, router } = showLab(`/lab/rules/shared/${TOKEN}`);
    expect((await screen.findByTestId('rule-words')).textContent).toContain('Entra en largo cuando');
    expect(screen.getByTestId('shared-note').textContent).toContain('solo para leer');
    expect(screen.queryByTestId('edit-rules')).toBeNull();
    expect(await complaintsOf(container)).toEqual([]);
    await userEvent.click(screen.getByTestId('fork-shared'));
    await waitFor(() => expect(router.state.location.pathname).toBe(`/lab/rules/${SET}`));
    expect(sent.find(({ method }) => method === 'POST')?.key).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('that was withdrawn shows nothing, and no name', async () => {
    serve({ ...usual, [at]: problem(404, 'not-found') });
    showLab(`/lab/rules/shared/${TOKEN}`);
    expect(await screen.findByText('Este enlace no muestra nada')).toBeTruthy();
    expect(screen.queryByTestId('fork-shared')).toBeNull();
  });
});

describe('rules in the lab', () => {
  it('open the form of a run with their own parameters, and are sent along', async () => {
    const rules = plain(exampleRules.find(({ name }) => name === 'rsi-reversion-rules'));
    const sent = serve({
      ...usual,
      [`${PATH}/versions`]: { body: [version(1, rules)] },
      'POST /api/v1/lab/runs': problem(400, 'invalid-input'),
    });
    showLab(`/lab/new?rules=${SET}&version=1`);
    const strategy = await screen.findByRole<HTMLSelectElement>('combobox', { name: 'Estrategia' });
    expect(strategy.value).toBe('rules');
    expect(strategy.selectedOptions[0]?.textContent).toContain('rsi-reversion-rules');
    const low = screen.getByLabelText<HTMLInputElement>('low');
    expect(low.value).toBe('30');
    await userEvent.clear(low);
    await userEvent.type(low, '25');
    await userEvent.click(screen.getByRole('button', { name: 'Probar' }));
    await waitFor(() => expect(sent.some(({ method }) => method === 'POST')).toBe(true));
    expect(sent.find(({ method }) => method === 'POST')?.body).toMatchObject({
      strategy: 'rules',
      rules: { name: 'rsi-reversion-rules' },
      parameters: { low: 25, bars: 14 },
    });
  });
});
