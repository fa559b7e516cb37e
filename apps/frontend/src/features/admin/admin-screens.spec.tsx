/** @jest-environment jsdom */
import { afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import type { Person } from '@orbiquant/contracts';
import { speak, startI18n } from '../../shared/i18n/i18n.ts';
import { complaintsOf } from '../../shared/testing/accessible.ts';
import { problem, serve, type Answers, type Sent } from '../../shared/testing/serve.ts';
import { showAt } from '../../shared/testing/show-at.tsx';
import { HOLD_MS } from './hold-button.tsx';
import { job, ledger, NOW_MS, report, toApprove } from './testing/money-of-house.ts';

jest.unstable_mockModule('../../shared/live/live-socket.ts', () => ({ listenTo: () => () => undefined }));
const { MoneyPage } = await import('./money-page.tsx');

const summary = ({ day, cycle, settledAtMs, currency, exponent, totals } = report()) => [
  { day, cycle, settledAtMs, currency, exponent, totals },
];
const incident = {
  incidentId: 'charge:ch_1',
  status: 'open',
  isBooked: true,
  raisedAtMs: NOW_MS,
  resolvedBy: null,
  cause: { object: 'charge' },
};
const USUAL: Answers = {
  '/api/v1/admin/withdrawals': { body: [toApprove()] },
  '/api/v1/admin/incidents': { body: [] },
  '/api/v1/admin/jobs': { body: { healthy: true, scheduled: true, jobs: [job()], deadLetters: [] } },
  '/api/v1/admin/settlements': { body: summary() },
  '/api/v1/admin/settlements/2026-01-14': { body: report() },
};
function show(answers: Answers = {}, roles: Person['roles'] = ['operator']): Sent[] {
  const sent = serve({ ...USUAL, ...answers }, roles);
  showAt('/admin/money', { path: '/admin/money', component: MoneyPage });
  return sent;
}
const posts = (sent: readonly Sent[]) => sent.filter(({ method }) => method === 'POST');

beforeAll(() => startI18n('es'));
beforeEach(async () => {
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true;
  };
  window.scrollTo = () => undefined;
  await speak('es');
});
afterEach(() => {
  cleanup();
  jest.useRealTimers();
});

describe("the house's money", () => {
  it('asks nothing of the house for people who do not run it', async () => {
    const sent = show({}, ['investor']);
    expect(await screen.findByText('Solo para operadores')).toBeTruthy();
    expect(sent.filter(({ path }) => path.includes('/admin/'))).toEqual([]);
  });

  it('a click does not approve; holding does, once', async () => {
    const sent = show({
      [`POST /api/v1/admin/withdrawals/${toApprove().withdrawalId}/approve`]: { body: toApprove() },
    });
    const button = await screen.findByRole('button', { name: 'Mantén pulsado para aprobar' });
    jest.useFakeTimers();
    fireEvent.pointerDown(button);
    act(() => void jest.advanceTimersByTime(HOLD_MS - 1));
    fireEvent.pointerUp(button);
    act(() => void jest.advanceTimersByTime(HOLD_MS));
    expect(posts(sent)).toEqual([]);
    fireEvent.keyDown(button, { key: 'Enter' });
    fireEvent.keyDown(button, { key: 'Enter', repeat: true });
    act(() => void jest.advanceTimersByTime(HOLD_MS + 1));
    jest.useRealTimers();
    await waitFor(() => expect(posts(sent)).toHaveLength(1));
  });

  it('a rejection needs a reason', async () => {
    const path = `/api/v1/admin/withdrawals/${toApprove().withdrawalId}/reject`;
    const sent = show({ [`POST ${path}`]: { body: toApprove({ status: 'rejected' }) } });
    await userEvent.click(await screen.findByRole('button', { name: 'Rechazar' }));
    await userEvent.click(screen.getByRole('button', { name: 'Rechazar y devolver' }));
    expect(screen.getByText(/al menos 3 caracteres/)).toBeTruthy();
    await userEvent.type(screen.getByLabelText(/^Motivo/), '  no coincide el titular ');
    await userEvent.click(screen.getByRole('button', { name: 'Rechazar y devolver' }));
    await waitFor(() => expect(posts(sent)).toMatchObject([{ path, body: { reason: 'no coincide el titular' } }]));
  });

  it('an approval that comes too late says so', async () => {
    show({
      [`POST /api/v1/admin/withdrawals/${toApprove().withdrawalId}/approve`]: problem(409, 'conflict'),
    });
    const button = await screen.findByRole('button', { name: 'Mantén pulsado para aprobar' });
    fireEvent.pointerDown(button);
    expect(await screen.findByText(/El estado ha cambiado entretanto/, {}, { timeout: 4_000 })).toBeTruthy();
  });

  it('an open incident says that withdrawals are paused, and is resolved once confirmed', async () => {
    const path = `/api/v1/admin/incidents/${encodeURIComponent(incident.incidentId)}/resolve`;
    const sent = show({
      '/api/v1/admin/incidents': { body: [incident] },
      [`POST ${path}`]: { body: { ...incident, status: 'resolved', resolvedBy: 'me' } },
    });
    expect(await screen.findByText('Abierta: las retiradas están en pausa')).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Dar por resuelta' }));
    await userEvent.click(screen.getByRole('button', { name: 'Sí, está explicada' }));
    await waitFor(() => expect(posts(sent)).toHaveLength(1));
  });

  it('a job is run by name, and what was given up can be tried again', async () => {
    const letter = {
      job: 'DailySettlementJob',
      period: '2026-01-13',
      account: '',
      tries: 5,
      code: 'conflict',
      reason: 'no strike',
      diedAtMs: NOW_MS,
    };
    const sent = show({
      '/api/v1/admin/jobs': { body: { healthy: false, scheduled: true, jobs: [job()], deadLetters: [letter] } },
      'POST /api/v1/admin/jobs/DailySettlementJob/runs': { status: 202, body: job().lastRun },
      'POST /api/v1/admin/jobs/DailySettlementJob/runs/2026-01-13/retry': { status: 202, body: job().lastRun },
    });
    expect(await screen.findByText('Alguno va tarde o falla')).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Ejecutar DailySettlementJob ahora' }));
    expect(await screen.findByText('DailySettlementJob 2026-01-14: hecho')).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Reintentar' }));
    await waitFor(() => expect(posts(sent)).toHaveLength(2));
    expect(posts(sent)[0]?.key).toBeTruthy();
  });

  it('what a job could not do is told account by account', async () => {
    const failed = [{ account: 'books', tries: 2, code: 'conflict', reason: 'no results' }];
    const body = { ...job().lastRun, fault: null, failed, notes: [{ account: 'pool', note: 'struck' }] };
    show({ '/api/v1/admin/jobs/DailySettlementJob/runs/2026-01-14': { body } });
    await userEvent.click(await screen.findByRole('button', { name: 'Abrir DailySettlementJob, 2026-01-14' }));
    const run = await screen.findByTestId('job-run');
    expect(run.textContent).toContain('conflict: no results (2 intentos)');
    expect(run.textContent).toContain('pool: struck');
  });

  it('the newest settled day is shown with its shares, and a day without one says so', async () => {
    show({ '/api/v1/admin/settlements/2026-01-01': problem(404, 'not-found') });
    const day = await screen.findByTestId('settlement');
    expect(day.textContent).toContain('+20,00 USDT');
    expect(within(screen.getByTestId('settlement-shares')).getAllByRole('row')).toHaveLength(3);
    expect(screen.getByText('2 hechos llegaron tarde.')).toBeTruthy();
    fireEvent.change(screen.getByLabelText('Día (UTC)'), { target: { value: '2026-01-01' } });
    expect(await screen.findByText('No hay liquidación de ese día.')).toBeTruthy();
  });

  it.each([
    [true, ledger()],
    [false, ledger({ chainBreaks: 1, firstBad: 'transfer 7' })],
    [false, ledger({ sums: [{ currency: 'USDT', exponent: 6, minor: '1' }] })],
  ])('the audit is good: %s', async (ok, body) => {
    show({ '/api/v1/ledger/check': { body } });
    await userEvent.click(await screen.findByRole('button', { name: 'Recalcular desde cero' }));
    expect((await screen.findByTestId('audit')).dataset['ok']).toBe(String(ok));
  });

  it.each(['es', 'en'] as const)('has names and labels for everybody, %s', async (language) => {
    await speak(language);
    show({ '/api/v1/admin/incidents': { body: [incident] } });
    await screen.findByTestId('settlement');
    await screen.findByTestId('to-approve');
    expect(await complaintsOf(document.body)).toEqual([]);
  });
});
