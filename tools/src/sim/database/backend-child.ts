import { startBackend, type BackendOptions, type RunningBackend } from '@orbiquant/backend';
import {
  parseFailure,
  reconcilePayments,
  releaseDeposits,
  serverClock,
  submitApproved,
  workOnce,
} from '@orbiquant/backend/payments';

/** What a backend under test is started with, and what it can be told to do. */
export type ChildStart = {
  kind: 'start';
  options: Pick<BackendOptions, 'databaseUrl' | 'authPrivateKey' | 'urls' | 'identity' | 'demo'>;
  processor: NonNullable<NonNullable<BackendOptions['payments']>['processor']>;
  /** How far its database clock is ahead, so that a day at a bank takes no day here. */
  offsetMs: number;
  port: number;
  failure: string | null;
};
export type ChildOrder =
  ChildStart | { kind: 'clock'; offsetMs: number } | { kind: 'submit' | 'release' | 'reconcile' | 'work' | 'stop' };

let backend: RunningBackend | null = null;
let aheadMs = 0;

async function start({ options, processor, offsetMs, port, failure }: ChildStart): Promise<string> {
  aheadMs = offsetMs;
  backend = await startBackend({
    ...options,
    port,
    socketPort: 0,
    logLevel: 'silent',
    origins: [],
    strikeIntervalMs: null,
    requestsPerMinute: 1e9,
    authRequestsPerMinute: 1e9,
    payments: {
      processor,
      depositHoldMs: 0,
      policy: { coolOffMs: 0 },
      clock: async (tx) => (await serverClock(tx)) + aheadMs,
      failure: parseFailure(failure ?? undefined),
    },
  });
  return backend.url;
}

async function obey(order: ChildOrder): Promise<unknown> {
  if (order.kind === 'start') return start(order);
  if (!backend) throw new Error('not started');
  const { desk } = backend;
  if (order.kind === 'clock') return (aheadMs = order.offsetMs);
  if (order.kind === 'work') return workOnce(desk);
  if (order.kind === 'submit') return submitApproved(desk);
  if (order.kind === 'release') return releaseDeposits(desk);
  if (order.kind === 'reconcile') return reconcilePayments(desk, 0);
  return backend.stop();
}

process.on('message', (order: ChildOrder) => {
  obey(order).then(
    (result) => process.send?.({ ok: true, result }),
    (error: unknown) => process.send?.({ ok: false, error: String(error) }),
  );
});
// whoever started it is gone: so is this
process.on('disconnect', () => process.exit(0));
