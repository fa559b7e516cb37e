export { serverClock } from '@orbiquant/payments-store';
export { FAILPOINTS, parseFailure } from './failpoint.ts';
export { reconcilePayments, releaseDeposits } from './reconcile-payments.ts';
export { submitApproved } from './withdrawals.ts';
export { workOnce } from './work-outbox.ts';
