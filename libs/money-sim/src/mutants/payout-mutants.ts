import { bookRelease, bookRequest, type CallOutcome, type Withdrawal, type WithdrawalInput } from '@orbiquant/payments';
import { payoutOf } from '../stripe-objects.ts';
import type * as stripe from '@orbiquant/stripe-emulator';
import { inWithdrawals, withPolicy, without, type Mutant } from './mutant.ts';

type Answered = Extract<WithdrawalInput, { kind: 'answered' }>;

/** Another outcome in the place of the one that came. */
const answeredAs = (change: (outcome: CallOutcome, input: Answered) => CallOutcome): Mutant['apply'] =>
  inWithdrawals(
    (decide) => (state, input, context) =>
      decide(state, input.kind === 'answered' ? { ...input, outcome: change(input.outcome, input) } : input, context),
  );

/** No news once a withdrawal counts as paid. */
const deafWhen = (isDeaf: (state: Withdrawal) => boolean): Mutant['apply'] =>
  inWithdrawals(
    (decide) => (state, input, context) =>
      state && input.kind === 'fetched' && isDeaf(state)
        ? { applied: false, state, transfers: [], effects: [], notices: [], incidents: [] }
        : decide(state, input, context),
  );

const payFirst: Mutant['apply'] = inWithdrawals((decide) => (state, input, context) => {
  const made = decide(state, input, context);
  const late = made.state?.status === 'paid' && state?.status !== 'paid' ? [bookRequest(made.state)] : [];
  const kept = made.transfers.filter(({ key }) => !key.endsWith(':request') && !key.startsWith('reverse:'));
  return { ...made, transfers: [...late, ...kept] };
});

const keyPerTry: Mutant['apply'] = inWithdrawals((decide) => (state, input, context) => {
  const made = decide(state, input, context);
  const { grant } = made;
  if (grant?.do !== 'post') return made;
  return { ...made, grant: { ...grant, call: { ...grant.call, key: `${grant.call.key}:${grant.tryNo}` } } };
});

const paidOnAcceptance: Mutant['apply'] = inWithdrawals((decide) => (state, input, context) => {
  if (state?.status === 'paid' && input.kind === 'fetched') {
    return { applied: false, state, transfers: [], effects: [], notices: [], incidents: [] };
  }
  if (input.kind !== 'answered' || input.outcome.kind !== 'done') return decide(state, input, context);
  const objects = input.outcome.objects.map((object) =>
    object.object === 'payout' ? { ...object, status: 'paid' as const } : object,
  );
  return decide(state, { ...input, outcome: { kind: 'done', objects } }, context);
});

/** A payout that failed gives the money back and leaves what lies on the connected account where it is. */
const neverFetchesBack: Mutant['apply'] = inWithdrawals((decide) => (state, input, context) => {
  const made = decide(state, input, context);
  if (made.state?.status !== 'reversing' || state?.status === 'reversing') return made;
  const failed: Withdrawal = { ...made.state, status: 'failed' };
  return { ...made, state: failed, transfers: [...made.transfers, ...bookRelease(failed, 0n)], effects: [] };
});

const dropTransfers = (ending: string): Mutant['apply'] =>
  inWithdrawals((decide) => (state, input, context) => {
    const made = decide(state, input, context);
    return { ...made, transfers: made.transfers.filter(({ key }) => !key.endsWith(ending)) };
  });

const returnsTwice: Mutant['apply'] = inWithdrawals((decide) => (state, input, context) => {
  const made = decide(state, input, context);
  const back = made.transfers.filter(
    ({ key }) => key.endsWith(':transfer-reversed') && made.state?.status === 'returned',
  );
  const again = back.length > 0 && made.state ? bookRelease(made.state, 0n) : [];
  return { ...made, transfers: [...made.transfers, ...again] };
});

const selfApproval: Mutant['apply'] = inWithdrawals((decide) => (state, input, context) => {
  const own = input.kind === 'approve' && input.approverId === state?.userId;
  return decide(state, own ? { ...input, approverId: 'somebody' } : input, context);
});

const sameApproverTwice: Mutant['apply'] = inWithdrawals((decide) => (state, input, context) => {
  const again = input.kind === 'approve' && state?.approvals.includes(input.approverId) === true;
  return decide(state, again ? { ...input, approverId: `${input.approverId} again` } : input, context);
});

const ignoresFreeze: Mutant['apply'] = inWithdrawals(
  (decide) => (state, input, context) => decide(state, input, { ...context, frozen: false }),
);

const lendsToDebtors: Mutant['apply'] = inWithdrawals(
  (decide) => (state, input, context) =>
    decide(state, input, { ...context, standing: { ...context.standing, receivableMinor: 0n } }),
);

/** The first look-up that finds nothing counts as the second. */
const oneAbsence: Mutant['apply'] = inWithdrawals((decide) => (state, input, context) => {
  const leg = state && input.kind === 'looked-up' ? state.legs[input.leg] : null;
  if (!state || input.kind !== 'looked-up' || !leg?.attempt) return decide(state, input, context);
  const attempt = { ...leg.attempt, absentAtMs: input.askedAtMs - context.policy.attempt.lookUpGapMs };
  return decide({ ...state, legs: { ...state.legs, [input.leg]: { ...leg, attempt } } }, input, context);
});

/** A payout of the platform itself: to its own bank. */
const platformPayout: Mutant['apply'] = (seams) => ({
  ...seams,
  port: (port, books) => (call) => {
    if (call.op !== 'create-payout') return port(call);
    const { status, body } = books.request({
      method: 'POST',
      path: '/v1/payouts',
      idempotencyKey: call.key,
      params: {
        amount: Number(call.cents),
        currency: 'usd',
        metadata: { saga: call.tag.sagaId, attempt: String(call.tag.attemptNo) },
      },
    });
    if (status !== 200) return { kind: 'unknown', why: String(status) };
    return { kind: 'done', objects: [payoutOf(body as stripe.Payout, call.account)] };
  },
});

const finalAnyway: Mutant['apply'] = inWithdrawals((decide) => (state, input, context) => {
  if (input.kind !== 'answered' || state === null || input.outcome.kind !== 'rejected')
    return decide(state, input, context);
  const leg = state.legs[input.leg];
  if (!leg.attempt) return decide(state, input, context);
  const attempt = { ...leg.attempt, earlierDeadlineAtMs: 0 };
  const hasty = { ...state, legs: { ...state.legs, [input.leg]: { ...leg, attempt } } };
  return decide(hasty, { ...input, tryNo: attempt.tries }, context);
});

/** The worker takes an unknown outcome for the end of its work. */
const givesUp: Mutant['apply'] = (seams) => ({
  ...seams,
  *workWithdrawal(withdrawalId, rng) {
    const work = seams.workWithdrawal(withdrawalId, rng);
    for (let next = work.next(); ;) {
      if (next.done) return next.value.kind === 'again' ? { kind: 'done' } : next.value;
      next = work.next(yield next.value);
    }
  },
});

/** Defects on the way of money out of the house. */
export const PAYOUT_MUTANTS: readonly Mutant[] = [
  {
    id: 'pays-then-books',
    row: 'W3',
    breaks: 'nothing is reserved; the wallet is charged when the payout is paid',
    apply: payFirst,
  },
  {
    id: 'reads-then-writes',
    row: 'W2',
    breaks: 'the balance is read without a lock, and nothing stops it below zero',
    apply: (seams) => ({ ...without('hasFloors')(seams), standingAgeMs: 3_600_000 }),
  },
  { id: 'key-per-try', row: 'W4', breaks: 'each try carries a key of its own', apply: keyPerTry },
  {
    id: 'retries-for-ever',
    row: 'W6',
    breaks: 'the key is used after the processor has forgotten it',
    apply: withPolicy({}, { keyLifeMs: Infinity, triesMax: Infinity }),
  },
  {
    id: 'timeout-gives-back',
    row: 'W5',
    breaks: 'no answer is taken for a failure',
    apply: answeredAs((outcome) => (outcome.kind === 'unknown' ? { kind: 'rejected', code: 'timeout' } : outcome)),
  },
  {
    id: 'new-key-after-error',
    row: 'W7',
    breaks: 'an error is answered with a new attempt',
    apply: answeredAs((outcome) =>
      outcome.kind === 'unknown' ? { kind: 'rejected', code: 'balance_insufficient' } : outcome,
    ),
  },
  {
    id: 'one-look-up',
    row: 'W6',
    breaks: 'one look-up that finds nothing is proof',
    apply: oneAbsence,
  },
  {
    id: 'short-fence',
    row: 'W6',
    breaks: 'the reserve goes back two hours after the only try',
    apply: withPolicy({}, { fenceMs: 7_200_000, triesMax: 1 }),
    equivalent:
      'with the deadline honoured and two look-ups an hour apart, this model holds nothing that could still arrive; the 48 hours are for what it does not hold',
  },
  {
    id: 'paid-is-final',
    row: 'W12',
    breaks: 'a payout that comes back is not heard of',
    apply: deafWhen(({ status }) => status === 'paid'),
  },
  {
    id: 'accepted-is-paid',
    row: 'W12',
    breaks: 'an accepted payout counts as paid, for good',
    apply: paidOnAcceptance,
  },
  {
    id: 'platform-payout',
    row: 'W17',
    breaks: 'the payout is made without a connected account',
    apply: platformPayout,
  },
  {
    id: 'never-fetches-back',
    row: 'W18',
    breaks: 'money of a failed payout stays on the connected account',
    apply: neverFetchesBack,
  },
  {
    id: 'return-not-booked',
    row: 'W12',
    breaks: 'a returned payout gives the customer nothing',
    apply: dropTransfers(':returned'),
  },
  {
    id: 'return-booked-twice',
    row: 'W12',
    breaks: 'a returned payout gives the customer the money twice',
    apply: returnsTwice,
  },
  { id: 'paid-not-booked', row: 'W11', breaks: 'the reserve is never used up', apply: dropTransfers(':paid') },
  {
    id: 'transfer-not-booked',
    row: 'W18',
    breaks: 'the first leg leaves no trace in the books',
    apply: dropTransfers(':transferred'),
  },
  {
    id: 'short-balance-fails',
    row: 'W9',
    breaks: 'our own short balance fails the withdrawal',
    apply: answeredAs((outcome) => (outcome.kind === 'rejected' ? { kind: 'rejected', code: 'refused' } : outcome)),
  },
  { id: 'worker-gives-up', row: 'W4', breaks: 'the worker drops what it could not finish', apply: givesUp },
  {
    id: 'ignores-deadline',
    row: 'X10',
    breaks: 'a call is begun however late the worker wakes',
    apply: (seams) => ({ ...seams, honoursDeadline: false }),
  },
  {
    id: 'worker-clock',
    row: 'W23',
    breaks: 'ages are measured by the clock of the process',
    apply: (seams) => ({ ...seams, clock: 'worker' }),
  },
  {
    id: 'no-cool-off',
    row: 'W19',
    breaks: 'money goes to a bank that was changed an hour ago',
    apply: withPolicy({ coolOffMs: 0 }),
  },
  { id: 'self-approval', row: 'W20', breaks: 'who asks may agree', apply: selfApproval },
  { id: 'one-approver-twice', row: 'W20', breaks: 'one person may agree twice', apply: sameApproverTwice },
  {
    id: 'one-is-enough',
    row: 'W20',
    breaks: 'one person is enough for any sum',
    apply: withPolicy({ dualApprovalFromCents: 10n ** 12n }),
  },
  {
    id: 'no-velocity',
    row: 'W20',
    breaks: 'limits hold for each request alone',
    apply: withPolicy({ max24hCents: 10n ** 12n, max30dCents: 10n ** 12n }),
  },
  {
    id: 'ignores-freeze',
    row: 'W16',
    breaks: 'money goes on leaving while something is unexplained',
    apply: ignoresFreeze,
  },
  { id: 'lends-to-debtors', row: 'W21', breaks: 'who owes us may withdraw', apply: lendsToDebtors },
  {
    id: 'hasty-refusal',
    row: 'W9',
    breaks: 'a refusal counts while an earlier try may still arrive',
    apply: finalAnyway,
    equivalent:
      'the processor keeps every refusal under its key, so a late try is refused as well; the rule is for refusals that are not kept',
  },
];
