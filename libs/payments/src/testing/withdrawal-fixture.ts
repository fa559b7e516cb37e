import {
  connectedAccountId,
  decideWithdrawal,
  WITHDRAWAL_POLICY,
  type Grant,
  type PayoutObject,
  type ReversalObject,
  type TransferObject,
  type Withdrawal,
  type WithdrawalContext,
  type WithdrawalDecision,
  type WithdrawalInput,
} from '../index.ts';

export const HOUR_MS = 3_600_000;
export const USER = '00000000-0000-7000-8000-000000000001';
export const WITHDRAWAL = '00000000-0000-7000-8000-00000000000a';
export const ACCOUNT = connectedAccountId('acct_1');

/** A rich investor with a bank account known for long. */
export const contextAt = (nowMs: number, change: Partial<WithdrawalContext['standing']> = {}): WithdrawalContext => ({
  nowMs,
  policy: WITHDRAWAL_POLICY,
  frozen: false,
  standing: {
    availableMinor: 1_000_000_000_000n,
    receivableMinor: 0n,
    asked24hCents: 0n,
    asked30dCents: 0n,
    account: ACCOUNT,
    accountChangedAtMs: null,
    blocked: false,
    ...change,
  },
});

export const request = (cents = 100_00n): WithdrawalInput => ({
  kind: 'request',
  withdrawalId: WITHDRAWAL,
  userId: USER,
  cents,
  steppedUp: true,
});

const tag = { sagaId: WITHDRAWAL, attemptNo: 1 };
export const transferObject: TransferObject = {
  object: 'transfer',
  id: 'tr_1',
  cents: 100_00n,
  currency: 'USD',
  destination: ACCOUNT,
  reversedCents: 0n,
  tag,
};
export const payoutObject = (status: PayoutObject['status']): PayoutObject => ({
  object: 'payout',
  id: 'po_1',
  account: ACCOUNT,
  cents: 100_00n,
  currency: 'USD',
  status,
  failureCode: status === 'failed' ? 'account_closed' : null,
  tag,
});
export const reversalObject: ReversalObject = {
  object: 'reversal',
  id: 'trr_1',
  transferId: 'tr_1',
  cents: 100_00n,
  tag,
};

/** A withdrawal that is driven by hand; time stands still unless it is moved. */
export class Life {
  state: Withdrawal | null = null;
  nowMs = 1_000_000;
  balances = new Map<string, bigint>();
  keys = new Set<string>();
  decisions: WithdrawalDecision[] = [];
  context: (nowMs: number) => WithdrawalContext = contextAt;

  give(input: WithdrawalInput): WithdrawalDecision {
    const decision = decideWithdrawal(this.state, input, this.context(this.nowMs));
    this.state = decision.state;
    this.decisions.push(decision);
    for (const { key, postings } of decision.transfers) {
      if (this.keys.has(key)) throw new Error(`booked twice: ${key}`);
      this.keys.add(key);
      for (const { account, currency, minor } of postings) {
        const place = `${account}/${currency}`;
        this.balances.set(place, (this.balances.get(place) ?? 0n) + minor);
      }
    }
    return decision;
  }
  all(...inputs: WithdrawalInput[]): this {
    inputs.forEach((input) => this.give(input));
    return this;
  }
  grant(): Grant | undefined {
    return this.give({ kind: 'advance' }).grant;
  }
  /** Balances that are not zero. */
  standing(): Record<string, bigint> {
    return Object.fromEntries([...this.balances].filter(([, minor]) => minor !== 0n).sort());
  }
}

export const approved = (): Life => new Life().all(request(), { kind: 'approve', approverId: 'boss' });
export const submitting = (): Life => approved().all({ kind: 'submit' });
export const answer = (
  leg: 'transfer' | 'payout' | 'reversal',
  outcome: Extract<WithdrawalInput, { kind: 'answered' }>['outcome'],
  tryNo = 1,
): WithdrawalInput => ({ kind: 'answered', leg, attemptNo: 1, tryNo, outcome, jitter: 0.5 });
export const done = (object: TransferObject | PayoutObject | ReversalObject): WithdrawalInput =>
  answer(object.object, { kind: 'done', objects: [object] });
/** The transfer leg is done, the payout leg is open. */
export function paying(): Life {
  const life = submitting();
  life.grant();
  life.give(done(transferObject));
  life.grant();
  return life;
}
