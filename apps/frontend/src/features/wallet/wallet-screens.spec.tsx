/** @jest-environment jsdom */
import { afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { WithdrawalStatus } from '@orbiquant/contracts';
import { walletSearch } from '../../app/search.ts';
import { speak, startI18n } from '../../shared/i18n/i18n.ts';
import { complaintsOf } from '../../shared/testing/accessible.ts';
import { problem, serve, type Answers, type Sent } from '../../shared/testing/serve.ts';
import { showAt } from '../../shared/testing/show-at.tsx';
import { deposit, NOW_MS, wallet, withdrawal } from './testing/money-of-wallet.ts';

const left: string[] = [];
jest.unstable_mockModule('../../shared/live/live-socket.ts', () => ({ listenTo: () => () => undefined }));
jest.unstable_mockModule('../../shared/leave-for.ts', () => ({ leaveFor: (address: string) => left.push(address) }));
const { WalletPage } = await import('./wallet-page.tsx');

const PAGE = 'https://pay.example/c/1';
const USUAL: Answers = {
  '/api/v1/wallet': { body: wallet() },
  '/api/v1/deposits': { body: [] },
  '/api/v1/withdrawals': { body: [] },
  '/api/v1/money-notices': { body: [] },
  '/api/v1/plan': { body: { plan: 'free', status: null, periodEndMs: null } },
  '/api/v1/statement': { body: [] },
};
function show(answers: Answers = {}, address = '/wallet'): Sent[] {
  const sent = serve({ ...USUAL, ...answers });
  showAt(address, { path: '/wallet', component: WalletPage, search: walletSearch });
  return sent;
}
const posts = (sent: readonly Sent[]) => sent.filter(({ method }) => method === 'POST');
const part = async (name: string) => within(await screen.findByRole('region', { name }));

beforeAll(() => startI18n('es'));
beforeEach(async () => {
  left.length = 0;
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function () {
    this.open = false;
  };
  window.scrollTo = () => undefined;
  await speak('es');
});
afterEach(cleanup);

describe('the wallet', () => {
  it('says what there is, what may leave and what is held until when, and the rate', async () => {
    show({ '/api/v1/deposits': { body: [deposit({ status: 'settled', heldUntilMs: NOW_MS })] } });
    expect((await screen.findByTestId('wallet-total')).textContent).toBe('12.500,50 USDT');
    expect(screen.getByTestId('wallet-available').textContent).toBe('12.000,50 USD');
    await screen.findByText(/Lo próximo se libera el 15 ene 2026, 10:00 UTC/);
    expect(screen.getByText(/1 USDT = 1,00 USD/)).toBeTruthy();
    expect(screen.queryByTestId('wallet-owed')).toBeNull();
  });

  it('says what is owed and that withdrawals are paused, and offers none', async () => {
    show({
      '/api/v1/wallet': { body: wallet({ frozen: true, owed: { currency: 'USDT', exponent: 6, minor: '7000000' } }) },
    });
    expect((await screen.findByTestId('wallet-owed')).textContent).toBe('7,00 USDT');
    expect(screen.getByTestId('withdraw-blocked-frozen')).toBeTruthy();
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Revisar retirada' }).disabled).toBe(true);
  });

  it('holds its place while it loads, and says what failed with a way to retry', async () => {
    let isDown = true;
    show({ '/api/v1/wallet': () => (isDown ? problem(503, 'service-unavailable') : { body: wallet() }) });
    const alert = await screen.findByText(/Un servicio no responde/);
    isDown = false;
    await userEvent.click(
      within(alert.closest('[role=alert]') as HTMLElement).getByRole('button', { name: 'Reintentar' }),
    );
    expect(await screen.findByTestId('wallet-total')).toBeTruthy();
  });

  it.each(['es', 'en'] as const)('has names and labels for everybody, %s', async (language) => {
    await speak(language);
    show({
      '/api/v1/deposits': { body: [deposit({ checkoutUrl: PAGE, dispute: 'open' })] },
      '/api/v1/withdrawals': {
        body: [withdrawal(), withdrawal({ withdrawalId: '018f6b1e-5b8e-7c3a-9b1d-2f4e6a8c0d42', status: 'unknown' })],
      },
      '/api/v1/money-notices': {
        body: [
          { noticeId: '018f6b1e-5b8e-7c3a-9b1d-2f4e6a8c0d51', kind: 'withdrawal-paid', about: 'x', toldAtMs: NOW_MS },
        ],
      },
    });
    await screen.findByTestId('withdrawals');
    await screen.findByTestId('plan');
    expect(await complaintsOf(document.body)).toEqual([]);
  });
});

describe('paying in', () => {
  async function pay(text: string): Promise<void> {
    const form = await part('Ingresar con tarjeta');
    await userEvent.type(form.getByLabelText('Importe a ingresar (USD)'), text);
    await userEvent.click(form.getByRole('button', { name: 'Ir a pagar' }));
  }

  it('sends whole cents once, and goes to the page of the processor', async () => {
    const sent = show({ 'POST /api/v1/deposits': { status: 201, body: deposit({ checkoutUrl: PAGE }) } });
    await pay('1.250,50');
    await waitFor(() => expect(left).toEqual([PAGE]));
    expect(posts(sent)).toMatchObject([
      { path: '/api/v1/deposits', body: { cents: '125050' }, key: expect.any(String) },
    ]);
  });

  it.each([
    ['1,005', 'Como máximo 2 decimales'],
    ['-3', 'Debe ser mayor que cero'],
    ['mil', 'No es un importe'],
  ])('%s is no amount to pay in', async (text, fault) => {
    const sent = show();
    await pay(text);
    expect(screen.getByText(new RegExp(fault))).toBeTruthy();
    expect(posts(sent)).toEqual([]);
  });

  it('tries again under the same key after a failure', async () => {
    let isDown = true;
    const sent = show({
      'POST /api/v1/deposits': () =>
        isDown ? problem(503, 'service-unavailable') : { status: 201, body: deposit({ checkoutUrl: PAGE }) },
    });
    await pay('20');
    await screen.findByText(/Un servicio no responde/);
    isDown = false;
    await userEvent.click(screen.getByRole('button', { name: 'Ir a pagar' }));
    await waitFor(() => expect(left).toHaveLength(1));
    expect(new Set(posts(sent).map(({ key }) => key)).size).toBe(1);
  });

  it('back from paying it waits, and calls nothing credited before the house says so', async () => {
    let status: 'created' | 'settled' = 'created';
    show({ '/api/v1/deposits': () => ({ body: [deposit({ status })] }) }, '/wallet?deposit=done');
    const waiting = await screen.findByTestId('deposit-waiting');
    expect(waiting.textContent).toContain('todavía no está en tu cartera');
    status = 'settled';
    const settled = await screen.findByTestId('deposit-settled', {}, { timeout: 6_000 });
    expect(settled.textContent).toContain('500,00 USD en tu cartera');
  });

  it('says that a payment failed, and that one that was left was not charged', async () => {
    show({ '/api/v1/deposits': { body: [deposit({ status: 'failed' })] } }, '/wallet?deposit=done');
    expect((await screen.findByTestId('deposit-failed')).textContent).toContain('No se te ha cobrado nada');
    cleanup();
    show({}, '/wallet?deposit=cancelled');
    expect((await screen.findByTestId('deposit-cancelled')).textContent).toContain('no se te ha cobrado nada');
  });

  it('an installation without cards says so', async () => {
    show({ '/api/v1/wallet': { body: wallet({ cardsEnabled: false }) } });
    expect((await screen.findAllByText(/no tiene pagos con tarjeta/)).length).toBeGreaterThan(0);
    expect(screen.queryByLabelText('Importe a ingresar (USD)')).toBeNull();
  });
});

describe('withdrawing', () => {
  async function review(text: string) {
    const card = await part('Retirar a tu banco');
    await userEvent.type(card.getByLabelText('Importe a retirar (USD)'), text);
    await userEvent.click(card.getByRole('button', { name: 'Revisar retirada' }));
    return card;
  }
  const stepUp = { body: { steppedUpUntilMs: NOW_MS } };
  const asked = { status: 201, body: withdrawal() };

  it.each([
    ['0,50', 'El mínimo es 1,00 USD'],
    ['60.000', 'El máximo por retirada es 50.000,00 USD'],
    ['11.600', 'Te quedan 11.500,00 USD en estos 30 días'],
  ])('%s is refused before anything is sent', async (text, fault) => {
    const sent = show();
    await review(text);
    expect(screen.getByText(new RegExp(fault))).toBeTruthy();
    expect(posts(sent)).toEqual([]);
  });

  it('names amount, bank, fees and waiting times, asks for the password, then sends once', async () => {
    const sent = show({ 'POST /api/v1/auth/step-up': stepUp, 'POST /api/v1/withdrawals': asked });
    const card = await review('10.000');
    expect(card.getByText('First Bank ···· 6789')).toBeTruthy();
    expect(card.getByText(/Ninguna nuestra. Tu banco recibe 10.000,00 USD/)).toBeTruthy();
    expect(card.getByText(/lo revisan dos personas/)).toBeTruthy();
    await userEvent.click(card.getByRole('button', { name: 'Retirar 10.000,00 USD' }));
    expect(card.getByText('Escribe tu contraseña.')).toBeTruthy();
    await userEvent.type(card.getByLabelText(/Tu contraseña/), 'secreta');
    await userEvent.click(card.getByRole('button', { name: 'Retirar 10.000,00 USD' }));
    expect(await screen.findByTestId('withdrawal-requested')).toBeTruthy();
    expect(posts(sent)).toMatchObject([
      { path: '/api/v1/auth/step-up', body: { password: 'secreta' } },
      { path: '/api/v1/withdrawals', body: { cents: '1000000' }, key: expect.any(String) },
    ]);
  });

  it('a wrong password is one attempt, told beside its field, and sends nothing', async () => {
    const sent = show({ 'POST /api/v1/auth/step-up': problem(401, 'not-signed-in') });
    const card = await review('100');
    await userEvent.type(card.getByLabelText(/Tu contraseña/), 'nada{Enter}');
    expect(await card.findByText('La contraseña no es correcta.')).toBeTruthy();
    expect(posts(sent)).toHaveLength(1);
  });

  it('a refusal of the house is told in words, and a stale confirmation asks for the password again', async () => {
    let code = 'insufficient';
    show({
      '/api/v1/wallet': { body: wallet({ steppedUpUntilMs: NOW_MS }) },
      'POST /api/v1/withdrawals': () => problem(409, 'conflict', [{ path: 'cents', code }]),
    });
    const card = await review('100');
    expect(card.queryByLabelText(/Tu contraseña/)).toBeNull();
    await userEvent.click(card.getByRole('button', { name: 'Retirar 100,00 USD' }));
    expect(await card.findByText('Ya no hay tanto disponible en tu cartera.')).toBeTruthy();
    code = 'step-up-needed';
    await userEvent.click(card.getByRole('button', { name: 'Retirar 100,00 USD' }));
    expect(await card.findByLabelText(/Tu contraseña/)).toBeTruthy();
  });

  it.each([
    ['bank', wallet({ bank: { status: 'none', bank: null, coolOffUntilMs: null } })],
    ['cooling', wallet({ bank: { status: 'ready', bank: 'X', coolOffUntilMs: NOW_MS } })],
    ['nothing', wallet({ available: { currency: 'USD', exponent: 2, minor: '99' } })],
  ])('says what is in the way: %s', async (block, body) => {
    show({ '/api/v1/wallet': { body } });
    expect(await screen.findByTestId(`withdraw-blocked-${block}`)).toBeTruthy();
  });

  it('every state has its words, and an unclear one says that nothing is paid twice', async () => {
    const body = WithdrawalStatus.options.map((status, at) =>
      withdrawal({ status, withdrawalId: `018f6b1e-5b8e-7c3a-9b1d-2f4e6a8c1d${String(at).padStart(2, '0')}` }),
    );
    show({ '/api/v1/withdrawals': { body } });
    const list = await screen.findByTestId('withdrawals');
    expect(within(list).getAllByTestId('withdrawal')).toHaveLength(WithdrawalStatus.options.length);
    expect(within(list).getByText(/Tu dinero está a salvo y nada se paga dos veces/)).toBeTruthy();
    expect(within(list).getAllByRole('button', { name: 'Cancelar' })).toHaveLength(2);
  });

  it('is taken back once confirmed', async () => {
    const one = withdrawal();
    const path = `/api/v1/withdrawals/${one.withdrawalId}/cancel`;
    const sent = show({
      '/api/v1/withdrawals': { body: [one] },
      [`POST ${path}`]: { body: withdrawal({ status: 'canceled', reason: 'canceled' }) },
    });
    await userEvent.click(await screen.findByRole('button', { name: 'Cancelar' }));
    await userEvent.click(screen.getByRole('button', { name: 'Sí, cancelarla' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(posts(sent).map((each) => each.path)).toEqual([path]);
  });
});

describe('the bank and the plan', () => {
  it('goes to the page on which the bank is named', async () => {
    show({
      '/api/v1/wallet': { body: wallet({ bank: { status: 'none', bank: null, coolOffUntilMs: null } }) },
      'POST /api/v1/payout-account': { body: { url: 'https://pay.example/setup' } },
    });
    await userEvent.click(await screen.findByRole('button', { name: 'Indicar mi banco' }));
    await waitFor(() => expect(left).toEqual(['https://pay.example/setup']));
  });

  it('back from there it looks once which bank it is, and forgets that it came', async () => {
    const sent = show(
      { 'POST /api/v1/payout-account/refresh': { body: { status: 'ready', bank: 'X', coolOffUntilMs: null } } },
      '/wallet?bank=done',
    );
    await waitFor(() => expect(posts(sent)).toHaveLength(1));
    expect(posts(sent)[0]?.path).toBe('/api/v1/payout-account/refresh');
  });

  it('a link that was too old says so', async () => {
    show({}, '/wallet?bank=again');
    expect(await screen.findByText(/El enlace anterior ya no vale/)).toBeTruthy();
  });

  it('a paid plan is ended once confirmed', async () => {
    const pro = { plan: 'pro', status: 'active', periodEndMs: NOW_MS };
    const sent = show({ '/api/v1/plan': { body: pro }, 'POST /api/v1/plan/cancel': { body: pro } });
    await userEvent.click(await screen.findByRole('button', { name: 'Terminar el plan' }));
    await userEvent.click(screen.getByRole('button', { name: 'Sí, terminarlo' }));
    expect(await screen.findByText(/no se te volverá a cobrar/)).toBeTruthy();
    expect(posts(sent)).toHaveLength(1);
  });
});
