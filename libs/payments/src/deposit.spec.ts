import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { PROCESSOR_CLEARING, PROCESSOR_FEES, receivableOf, walletOf } from '@orbiquant/ledger';
import {
  decideDeposit,
  DEPOSIT_TRANSITIONS,
  heldCentsOf,
  type ChargeObject,
  type Deposit,
  type DepositDecision,
  type DepositInput,
  type PaymentObject,
} from './index.ts';
import { permutations } from './testing/permutations.ts';

const USER = '00000000-0000-7000-8000-000000000001';
const DEPOSIT = '00000000-0000-7000-8000-00000000000d';
const HOUR_MS = 3_600_000;
const wallet = `${walletOf(USER)}/USDT`;
const receivable = `${receivableOf(USER)}/USDT`;
const clearing = `${PROCESSOR_CLEARING}/USD`;
const fees = `${PROCESSOR_FEES}/USD`;

const charge = (change: Partial<ChargeObject> = {}): ChargeObject => ({
  id: 'ch_1',
  feeCents: 3_20n,
  refunds: [],
  dispute: null,
  ...change,
});
const payment = (change: Partial<PaymentObject> = {}): PaymentObject => ({
  object: 'payment',
  id: 'pi_1',
  status: 'succeeded',
  cents: 100_00n,
  currency: 'USD',
  charge: charge(),
  depositId: DEPOSIT,
  invoiceId: null,
  ...change,
});
const seen = (change: Partial<ChargeObject> = {}): DepositInput => ({
  kind: 'fetched',
  object: payment({ charge: charge(change) }),
});
const refund = { id: 're_1', cents: 30_00n, failed: false };
const dispute = { id: 'dp_1', stage: 'open', cents: 100_00n, feeCents: 15_00n } as const;

/** One deposit with its owner's balances. */
class Life {
  state: Deposit | null = null;
  nowMs = 0;
  balances = new Map<string, bigint>();
  keys: string[] = [];

  give(input: DepositInput): DepositDecision {
    const decision = decideDeposit(this.state, input, {
      nowMs: this.nowMs,
      depositHoldMs: 24 * HOUR_MS,
      walletMinor: this.balances.get(wallet) ?? 0n,
      receivableMinor: this.balances.get(receivable) ?? 0n,
    });
    this.state = decision.state;
    for (const { key, postings } of decision.transfers) {
      this.keys.push(key);
      for (const { account, currency, minor } of postings) {
        const place = `${account}/${currency}`;
        this.balances.set(place, (this.balances.get(place) ?? 0n) + minor);
      }
    }
    return decision;
  }
  all(...inputs: DepositInput[]): this {
    inputs.forEach((input) => this.give(input));
    return this;
  }
}
const created = (): Life => new Life().all({ kind: 'create', depositId: DEPOSIT, userId: USER, cents: 100_00n });

describe('a card deposit', () => {
  it('W21 is credited once it has settled, in full; the fee is ours; it is on hold', () => {
    const life = created().all(seen(), seen());
    expect(life.balances).toEqual(
      new Map([
        [clearing, -96_80n],
        [fees, -3_20n],
        ['conversion:usd-usdt/USD', 100_00n],
        ['conversion:usd-usdt/USDT', -100_000_000n],
        [wallet, 100_000_000n],
      ]),
    );
    expect(heldCentsOf(life.state!)).toBe(100_00n);
    expect(life.all({ kind: 'release' }).state!.status).toBe('settled');
    life.nowMs = 24 * HOUR_MS;
    expect(life.all({ kind: 'release' }).state!.status).toBe('released');
  });
  it.each(['open', 'processing', 'failed', 'canceled'] as const)(
    'W21 is not credited while the payment is %s',
    (status) => {
      expect(created().all({ kind: 'fetched', object: payment({ status, charge: null }) }).keys).toEqual([]);
    },
  );
  it('that failed and succeeds after all is credited', () => {
    const life = created().all({ kind: 'fetched', object: payment({ status: 'canceled', charge: null }) }, seen());
    expect(life.balances.get(wallet)).toBe(100_000_000n);
  });
  it('whose page was left ends; money that comes all the same is credited', () => {
    const life = created().all({ kind: 'expired' });
    expect(life.state!.status).toBe('failed');
    expect(life.all(seen(), { kind: 'expired' }).state!.status).toBe('settled');
  });
  it('W21 a refund is taken from the wallet as far as it goes, the rest is owed; what comes back repays first', () => {
    const life = created().all(seen());
    life.balances.set(wallet, 10_000_000n);
    life.all(seen({ refunds: [refund] }));
    expect([life.balances.get(wallet), life.balances.get(receivable)]).toEqual([0n, -20_000_000n]);
    life.all(seen({ refunds: [{ ...refund, failed: true }] }), seen({ refunds: [refund] }));
    expect([life.balances.get(wallet), life.balances.get(receivable)]).toEqual([10_000_000n, 0n]);
  });
  it('W21 a dispute over money already spent is owed to us, and given back once when it is won', () => {
    const life = created().all(seen());
    life.balances.set(wallet, 0n);
    life.all(seen({ dispute }), seen({ dispute }));
    expect(life.balances.get(receivable)).toBe(-100_000_000n);
    expect(life.balances.get(fees)).toBe(-18_20n);
    life.all(
      seen({ dispute: { ...dispute, stage: 'won' } }),
      seen({ dispute }),
      seen({ dispute: { ...dispute, stage: 'won' } }),
    );
    expect([life.balances.get(wallet), life.balances.get(receivable)]).toEqual([0n, 0n]);
    expect(life.balances.get(clearing)).toBe(-96_80n + 15_00n);
  });
  it.each([
    ['another sum', { cents: 99_00n }],
    ['another currency', { currency: 'EUR' }],
    ['another deposit', { depositId: USER }],
  ])('W16 a payment with %s is an incident', (_name, change) => {
    const object = payment(change);
    expect(created().give({ kind: 'fetched', object })).toMatchObject({ incidents: [object], transfers: [] });
  });
  it('W16 a second payment of the same deposit is an incident', () => {
    const second = payment({ id: 'pi_2', charge: charge({ id: 'ch_2' }) });
    expect(created().all(seen()).give({ kind: 'fetched', object: second }).incidents).toEqual([second]);
  });
});

/** What a payment showed at six moments of its life; each moment includes the ones before. */
const MOMENTS: DepositInput[] = [
  { kind: 'fetched', object: payment({ status: 'open', charge: null }) },
  { kind: 'fetched', object: payment({ status: 'processing', charge: null }) },
  seen(),
  seen({ refunds: [refund] }),
  seen({ refunds: [{ ...refund, failed: true }] }),
  seen({ refunds: [{ ...refund, failed: true }], dispute: { ...dispute, stage: 'lost' } }),
];

describe('news of a payment', () => {
  it('W11 ends the same in all orders of six snapshots, once the last is seen', () => {
    const ends = new Set(
      permutations(MOMENTS).map((order) => {
        const life = created().all(...order, MOMENTS[5]!);
        expect(new Set(life.keys).size).toBe(life.keys.length);
        return JSON.stringify(
          [life.state!.status, life.state!.refunds, life.state!.dispute, [...life.balances].sort()],
          (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value),
        );
      }),
    );
    expect(ends.size).toBe(1);
  });
  it('W10 W11 doubled, dropped and shuffled, moves only as the table allows, and books each thing once', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...MOMENTS), { maxLength: 25 }), (news) => {
        const life = created();
        for (const input of news) {
          const before = life.state!.status;
          const { state } = life.give(input);
          expect(state!.status === before || DEPOSIT_TRANSITIONS[before].includes(state!.status)).toBe(true);
        }
        expect(new Set(life.keys).size).toBe(life.keys.length);
        expect(life.balances.get(wallet) ?? 0n).toBeGreaterThanOrEqual(0n);
      }),
    );
  });
});
