import { setTimeout as wait } from 'node:timers/promises';
import { FAILPOINTS } from '@orbiquant/backend/payments';
import { startProcess, type BackendProcess } from './backend-process.ts';
import { fillPage, freshKey, personAt, type Person } from './client.ts';
import { judge, type Judgement } from './judge.ts';
import type { Place } from './place.ts';

const BELLS_MS = 1_000;
const AFTER_WAKING_MS = 1_000;
const ACTIONS = ['crash', 'hang', 'error'] as const;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const CARD = {
  number: '4242 4242 4242 4242',
  expiry: '12/40',
  cvc: '123',
  name: 'Sim',
  email: 'demo@orbiquant.example',
};

/** What became of one failure: whether it was reached, and what the books and the bank say in the end. */
export type FailpointRun = { failure: string; reached: boolean; acknowledged: number } & Judgement;

/** Everything that may fail, each way in which it may: the process dies, hangs and comes back, or sees an error. */
export async function failpointRuns(place: Place, tell: (line: string) => void): Promise<FailpointRun[]> {
  const runs: FailpointRun[] = [];
  await prepare(place);
  for (const point of FAILPOINTS)
    for (const action of ACTIONS) {
      const run = await failOnce(place, `${point}:${action}@1`);
      runs.push(run);
      tell(`${run.failure}: ${run.faults.length === 0 ? 'sound' : run.faults.join('; ')}`);
    }
  return runs;
}

/** Names a bank, so that money can leave. */
async function prepare(place: Place): Promise<void> {
  const backend = await startProcess(place, { failure: null, port: place.backendPort });
  const investor = await investorOf(place, backend);
  const { body } = await investor.post('/api/v1/payout-account', {});
  await fillPage(String(body['url']), { holder: 'Sim', routing: '110000000', account: '000123456789' });
  await investor.post('/api/v1/payout-account/refresh', {});
  await backend.end();
}

async function investorOf(place: Place, { url }: BackendProcess): Promise<Person> {
  const investor = personAt(url);
  await investor.signIn('demo@orbiquant.example', place.secrets.demo.investorPassword);
  return investor;
}

async function operatorOf(place: Place, { url }: BackendProcess): Promise<Person> {
  const operator = personAt(url);
  await operator.signIn('operator@orbiquant.example', place.secrets.demo.operatorPassword);
  return operator;
}

type Keys = { deposit: string; withdrawals: string[] };

async function failOnce(place: Place, failure: string): Promise<FailpointRun> {
  const asked: Asked = {
    keys: { deposit: freshKey(), withdrawals: [freshKey(), freshKey(), freshKey()] },
    acknowledged: new Set(),
  };
  const failing = await startProcess(place, { failure, port: place.backendPort });
  await workload(place, failing, asked);
  const isGone = failing.isGone();
  const heir = await takeOver(place, { failing, failure });
  await workload(place, heir, asked);
  failing.resume();
  // it has slept for an hour of the bank's time; what it was about to do, it does now
  await wait(AFTER_WAKING_MS);
  await finish(place, heir);
  await failing.end();
  await heir.end();
  place.emulator.faults.clear();
  const { acknowledged } = asked;
  const reached = isGone || failure.includes(':error@');
  return { failure, reached, acknowledged: acknowledged.size, ...(await judge(place, acknowledged)) };
}

type Failed = { failing: BackendProcess; failure: string };

/** Another process takes over; behind another door while the first one hangs, which comes back to life beside it later. */
async function takeOver(place: Place, { failing, failure }: Failed): Promise<BackendProcess> {
  const hangs = failing.isGone() && failure.includes(':hang@');
  // nobody opens at the old door: what the bells tell is lost, and found by reconciling
  if (hangs)
    place.emulator.faults.add({
      kind: 'drop-webhook',
      count: 1_000_000,
      match: '',
      probability: 1,
      delayMs: 0,
      executed: false,
    });
  else await failing.end();
  place.jump(HOUR_MS);
  return startProcess(place, { failure: null, port: place.backendPort + (hangs ? 1 : 0) });
}

type Asked = { keys: Keys; acknowledged: Set<string> };

/** A deposit and three withdrawals, each asked for until somebody says yes or no; whatever was lost is asked again. */
async function workload(place: Place, backend: BackendProcess, { keys, acknowledged }: Asked): Promise<void> {
  const [investor, operator] = [await investorOf(place, backend), await operatorOf(place, backend)];
  await investor.post('/api/v1/auth/step-up', { password: place.secrets.demo.investorPassword });
  const deposit = await investor.post('/api/v1/deposits', { cents: '5000' }, keys.deposit);
  const page = deposit.body['checkoutUrl'];
  if (typeof page === 'string') await fillPage(page, CARD);
  for (const key of keys.withdrawals) {
    const asked = await investor.post('/api/v1/withdrawals', { cents: '700' }, key);
    const id = asked.body['withdrawalId'];
    if (asked.status === 201 && typeof id === 'string') acknowledged.add(id);
  }
  await agree(operator);
  await backend.tell({ kind: 'submit' });
  await backend.tell({ kind: 'work' });
  await deliver(place);
  await backend.tell({ kind: 'work' });
}

/** Lets the bells ring; not for long, because behind the door somebody may hang. */
const deliver = (place: Place): Promise<unknown> => Promise.race([place.emulator.courier.round(), wait(BELLS_MS)]);

/** Agrees to everything that waits for somebody to agree. */
async function agree(operator: Person): Promise<void> {
  const waiting = await operator.get('/api/v1/admin/withdrawals');
  for (const { withdrawalId, status } of waiting as Array<{ withdrawalId: string; status: string }>)
    if (status === 'requested') await operator.post(`/api/v1/admin/withdrawals/${withdrawalId}/approve`, {});
}

/** Days pass at the bank, and everything that waits is worked on, until nothing moves any more. */
async function finish(place: Place, backend: BackendProcess): Promise<void> {
  const operator = await operatorOf(place, backend);
  for (const days of [1, 4, 4]) {
    place.jump(days * DAY_MS);
    await backend.tell({ kind: 'clock', offsetMs: place.aheadMs() });
    await agree(operator);
    await backend.tell({ kind: 'release' });
    await backend.tell({ kind: 'submit' });
    await backend.tell({ kind: 'work' });
    await deliver(place);
    await backend.tell({ kind: 'work' });
    await backend.tell({ kind: 'reconcile' });
  }
}
