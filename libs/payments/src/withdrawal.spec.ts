import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { PAYOUT_CLEARING, PROCESSOR_CLEARING, walletOf, withdrawalPendingOf } from '@orbiquant/ledger';
import {
  decideWithdrawal,
  WITHDRAWAL_INPUTS,
  WITHDRAWAL_STATUSES,
  WITHDRAWAL_TRANSITIONS,
  type WithdrawalInput,
  type WithdrawalRefusal,
} from './index.ts';
import { permutations } from './testing/permutations.ts';
import {
  answer,
  approved,
  contextAt,
  done,
  HOUR_MS,
  Life,
  paying,
  payoutObject,
  request,
  reversalObject,
  submitting,
  transferObject,
  USER,
  WITHDRAWAL,
} from './testing/withdrawal-fixture.ts';

const wallet = `${walletOf(USER)}/USDT`;
const pending = `${withdrawalPendingOf(USER)}/USD`;
const clearing = `${PROCESSOR_CLEARING}/USD`;
const payouts = `${PAYOUT_CLEARING}/USD`;
const unknown = { kind: 'unknown', why: 'timeout' } as const;
const lookedUp = (life: Life, found: Extract<WithdrawalInput, { kind: 'looked-up' }>['found']): WithdrawalInput => ({
  kind: 'looked-up',
  leg: life.state!.legs.transfer.status === 'done' ? 'payout' : 'transfer',
  attemptNo: 1,
  askedAtMs: life.nowMs,
  found,
});

/** One withdrawal in each status, reached by its own steps. */
const REACHED: Record<(typeof WITHDRAWAL_STATUSES)[number], () => Life> = {
  requested: () => new Life().all(request()),
  approved,
  submitting,
  unknown: () => {
    const life = submitting();
    life.grant();
    return life.all(answer('transfer', unknown));
  },
  submitted: () => paying().all(done(payoutObject('pending'))),
  reversing: () => paying().all(done(payoutObject('pending')), { kind: 'fetched', object: payoutObject('failed') }),
  paid: () => paying().all(done(payoutObject('paid'))),
  returned: () => paying().all(done(payoutObject('paid')), { kind: 'fetched', object: payoutObject('failed') }),
  failed: () => {
    const life = submitting();
    life.grant();
    return life.all(answer('transfer', { kind: 'rejected', code: 'account_invalid' }));
  },
  canceled: () => approved().all({ kind: 'cancel', userId: USER }),
  rejected: () => new Life().all(request(), { kind: 'reject', approverId: 'boss', reason: 'odd' }),
};
const INPUTS: WithdrawalInput[] = [
  request(),
  { kind: 'approve', approverId: 'chief' },
  { kind: 'reject', approverId: 'boss', reason: 'odd' },
  { kind: 'cancel', userId: USER },
  { kind: 'submit' },
  { kind: 'advance' },
  answer('transfer', unknown),
  answer('payout', { kind: 'rejected', code: 'account_closed' }),
  { kind: 'looked-up', leg: 'transfer', attemptNo: 1, askedAtMs: 2_000_000, found: [] },
  { kind: 'fetched', object: transferObject },
  { kind: 'fetched', object: payoutObject('pending') },
  { kind: 'fetched', object: payoutObject('paid') },
  { kind: 'fetched', object: payoutObject('failed') },
  { kind: 'fetched', object: reversalObject },
];

describe('the table of withdrawals', () => {
  it.each(WITHDRAWAL_STATUSES)('W11 from %s every input leads where the table allows, or changes nothing', (status) => {
    expect(REACHED[status]().state?.status).toBe(status);
    for (const input of INPUTS) {
      const life = REACHED[status]();
      const before = life.state!;
      const decision = life.give(input);
      const to = decision.state!.status;
      expect(to === status || WITHDRAWAL_TRANSITIONS[status].includes(to)).toBe(true);
      const deaf = input.kind === 'request' || !WITHDRAWAL_INPUTS[status].includes(input.kind);
      if (deaf || !decision.applied) {
        expect(decision).toMatchObject({ applied: false, transfers: [], effects: [], notices: [], incidents: [] });
        expect(decision.state).toBe(before);
      }
    }
  });
  it.each(WITHDRAWAL_STATUSES)('W10 in %s an input that comes twice has no second effect', (status) => {
    for (const input of INPUTS.filter(({ kind }) => kind !== 'advance')) {
      const life = REACHED[status]();
      life.give(input);
      const booked = life.keys.size;
      const { transfers, incidents } = life.give(input);
      expect(life.keys.size).toBe(booked);
      expect(transfers).toEqual([]);
      expect(incidents.length).toBeLessThanOrEqual(1);
    }
  });
  it('holds back nothing once a withdrawal is over', () => {
    for (const status of ['failed', 'canceled', 'rejected'] as const) expect(REACHED[status]().standing()).toEqual({});
  });
});

describe('a request', () => {
  it('W3 reserves first: the wallet is lower before anything is sent', () => {
    expect(new Life().all(request()).standing()).toMatchObject({ [wallet]: -100_000_000n, [pending]: 100_00n });
  });
  it('W1 asked for twice is one withdrawal', () => {
    const life = new Life().all(request(), request());
    expect(life.keys.size).toBe(1);
    expect(life.decisions[1]).toMatchObject({ applied: false });
  });
  it.each<[string, bigint, Parameters<typeof contextAt>[1], WithdrawalRefusal]>([
    ['W22 of nothing', 0n, {}, 'below-minimum'],
    ['W22 of less than nothing', -5n, {}, 'below-minimum'],
    ['W22 of far too much', 10n ** 15n, {}, 'above-maximum'],
    ['W2 of more than is there', 100_01n, { availableMinor: 100_009_999n }, 'insufficient'],
    ['W19 after a change of bank details', 100_00n, { accountChangedAtMs: 1_000_000 - 47 * HOUR_MS }, 'cool-off'],
    ['W20 over the day', 100_00n, { asked24hCents: 49_999_00n }, 'over-daily-limit'],
    ['W20 over the month', 100_00n, { asked30dCents: 249_999_00n }, 'over-monthly-limit'],
    ['without a bank', 100_00n, { account: null }, 'no-bank-account'],
    ['W21 of somebody who owes us', 100_00n, { receivableMinor: -1n }, 'owes-us'],
    ['of somebody blocked', 100_00n, { blocked: true }, 'blocked'],
  ])('%s is refused', (...row) => {
    const [, cents, standing, refusal] = row;
    const decision = decideWithdrawal(null, request(cents), contextAt(1_000_000, standing));
    expect(decision).toMatchObject({ applied: false, refusal, transfers: [] });
  });
  it('W16 is refused while the house is frozen', () => {
    expect(decideWithdrawal(null, request(), { ...contextAt(0), frozen: true }).refusal).toBe('frozen');
  });
  it('needs a fresh second factor', () => {
    const input = { ...request(), steppedUp: false } as WithdrawalInput;
    expect(decideWithdrawal(null, input, contextAt(0)).refusal).toBe('step-up-needed');
  });
  it('W20 however a sum is split, no more than the day allows is accepted', () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt({ min: 1_00n, max: 60_000_00n }), { maxLength: 30 }), (parts) => {
        let asked = 0n;
        for (const cents of parts) {
          const context = contextAt(0, { asked24hCents: asked, asked30dCents: asked });
          if (decideWithdrawal(null, request(cents), context).applied) asked += cents;
        }
        expect(asked).toBeLessThanOrEqual(50_000_00n);
      }),
    );
  });
});

describe('approval', () => {
  const large = (): Life => new Life().all(request(10_000_00n));
  it('W20 of a large one takes two people', () => {
    const life = large().all({ kind: 'approve', approverId: 'a' });
    expect(life.state!.status).toBe('requested');
    expect(life.all({ kind: 'approve', approverId: 'a' }).state!.status).toBe('requested');
    expect(life.all({ kind: 'approve', approverId: 'b' }).state!.status).toBe('approved');
  });
  it('W20 is not given by who asked', () => {
    expect(new Life().all(request(), { kind: 'approve', approverId: USER }).state!.status).toBe('requested');
  });
  it('W19 money does not leave while bank details are new, nor to a bank that was replaced', () => {
    const life = approved();
    life.context = (nowMs) => contextAt(nowMs, { accountChangedAtMs: nowMs - HOUR_MS });
    expect(life.all({ kind: 'submit' }).state!.status).toBe('approved');
    life.context = (nowMs) => contextAt(nowMs, { account: 'acct_2' as never });
    expect(life.all({ kind: 'submit' }).state).toMatchObject({ status: 'rejected', reason: 'bank-details-changed' });
    expect(life.standing()).toEqual({});
  });
  it('may be followed by the owner taking it back, not by anybody else', () => {
    expect(approved().all({ kind: 'cancel', userId: 'other' }).state!.status).toBe('approved');
    expect(approved().all({ kind: 'cancel', userId: USER }).standing()).toEqual({});
  });
});

describe('the two legs', () => {
  it('go transfer, payout, paid; what is left is money that has left', () => {
    const life = paying().all(done(payoutObject('pending')), { kind: 'fetched', object: payoutObject('paid') });
    expect(life.state!.status).toBe('paid');
    expect(life.standing()).toMatchObject({ [wallet]: -100_000_000n, [clearing]: 100_00n });
    expect(life.standing()).not.toHaveProperty([pending]);
    expect(life.standing()).not.toHaveProperty([payouts]);
  });
  it('W4 the key is stored before the first call and is the same at every try', () => {
    const life = submitting();
    const keys: unknown[] = [];
    for (let round = 0; round < 5; round++) {
      const grant = life.grant();
      if (grant?.do === 'post') {
        keys.push(grant.call.key);
        expect(life.state!.legs.transfer.attempt!.key).toBe(grant.call.key);
      }
      life.nowMs += HOUR_MS;
    }
    expect(keys).toEqual(Array.from({ length: 5 }, () => `wd:${WITHDRAWAL}:transfer:1`));
  });
  it('W5 a timeout releases nothing; the same key finds what happened', () => {
    const life = submitting();
    life.grant();
    life.give(answer('transfer', unknown));
    expect(life.state!.status).toBe('unknown');
    expect(life.standing()).toMatchObject({ [pending]: 100_00n });
    life.nowMs += HOUR_MS;
    expect(life.grant()).toMatchObject({ do: 'post', tryNo: 2, call: { key: `wd:${WITHDRAWAL}:transfer:1` } });
    life.give(answer('transfer', { kind: 'done', objects: [transferObject] }, 2));
    expect(life.state!.legs.transfer).toMatchObject({ status: 'done', objectId: 'tr_1' });
  });
  it('W6 after 23 hours nothing is sent again, and only the fence gives the money back', () => {
    const life = submitting();
    life.grant();
    life.nowMs += 23 * HOUR_MS;
    expect(life.grant()).toMatchObject({ do: 'look-up' });
    life.give(lookedUp(life, []));
    life.nowMs += 2 * HOUR_MS;
    expect(life.grant()).toMatchObject({ do: 'look-up' });
    life.give(lookedUp(life, []));
    expect(life.standing()).toMatchObject({ [pending]: 100_00n });
    life.nowMs += 24 * HOUR_MS;
    life.grant();
    life.give(lookedUp(life, []));
    expect(life.standing()).toMatchObject({ [pending]: 100_00n });
    life.nowMs += HOUR_MS;
    life.grant();
    life.give(lookedUp(life, []));
    expect(life.state).toMatchObject({ status: 'failed', reason: 'never-arrived' });
    expect(life.standing()).toEqual({});
  });
  it('W6 one look-up that finds nothing proves nothing, nor do two close together', () => {
    const life = submitting();
    life.grant();
    life.nowMs += 60 * HOUR_MS;
    life.give(lookedUp(life, []));
    life.nowMs += HOUR_MS - 1;
    life.give(lookedUp(life, []));
    expect(life.standing()).toMatchObject({ [pending]: 100_00n });
    life.nowMs += 1;
    expect(life.all(lookedUp(life, [])).state!.status).toBe('failed');
  });
  it('W6 a look-up that fails is no absence, and one that finds it goes on', () => {
    const life = submitting();
    life.grant();
    life.nowMs += 60 * HOUR_MS;
    expect(life.give(lookedUp(life, null)).applied).toBe(false);
    life.give(lookedUp(life, [transferObject]));
    expect(life.state!.legs.transfer.status).toBe('done');
    expect(life.grant()).toMatchObject({ do: 'post', leg: 'payout' });
  });
  it('W7 a stored error ends in looking up, not in another key', () => {
    const life = submitting();
    const posts = new Set<string>();
    for (let round = 0; round < 30; round++) {
      const grant = life.grant();
      if (grant?.do === 'post') {
        posts.add(grant.call.key);
        life.give(answer('transfer', unknown, grant.tryNo));
      }
      life.nowMs += 30 * 60_000;
    }
    expect([...posts]).toHaveLength(1);
    expect(life.grant()?.do).not.toBe('post');
    expect(life.state!.status).toBe('unknown');
  });
  it('W8 a pause that the processor asks for is kept', () => {
    const life = submitting();
    life.grant();
    life.give(answer('transfer', { kind: 'unknown', why: 'rate-limit', retryAfterMs: 600_000 }));
    expect(life.grant()).toEqual({ do: 'wait', untilMs: life.nowMs + 600_000 });
  });
  it('W9 a definite refusal gives back once; a short balance of ours waits and begins anew', () => {
    const closed = submitting();
    closed.grant();
    closed.all(
      answer('transfer', { kind: 'rejected', code: 'account_closed' }),
      answer('transfer', { kind: 'rejected', code: 'account_closed' }),
    );
    expect(closed.standing()).toEqual({});
    const short = submitting();
    short.grant();
    short.give(answer('transfer', { kind: 'rejected', code: 'balance_insufficient' }));
    expect(short.standing()).toMatchObject({ [pending]: 100_00n });
    short.nowMs += HOUR_MS;
    expect(short.grant()).toMatchObject({ do: 'post', call: { key: `wd:${WITHDRAWAL}:transfer:2` } });
  });
  it('W9 a refusal does not count while an earlier try may still arrive', () => {
    const life = submitting();
    life.grant();
    life.give(answer('transfer', unknown));
    life.nowMs += 5_000;
    expect(life.grant()).toMatchObject({ do: 'post', tryNo: 2 });
    life.give(answer('transfer', { kind: 'rejected', code: 'account_closed' }, 2));
    expect(life.state!.status).toBe('unknown');
    expect(life.standing()).toMatchObject({ [pending]: 100_00n });
  });
  it('W18 a payout that fails fetches the money back before the customer has it again', () => {
    const life = paying().all(answer('payout', { kind: 'rejected', code: 'account_closed' }));
    expect(life.state!.status).toBe('reversing');
    expect(life.standing()).toMatchObject({ [pending]: 100_00n, [payouts]: -100_00n });
    expect(life.grant()).toMatchObject({ do: 'post', call: { op: 'reverse-transfer', transferId: 'tr_1' } });
    expect(life.all(done(reversalObject)).standing()).toEqual({});
    expect(life.state!.status).toBe('failed');
  });
  it('W12 paid and returned: the wallet has it once, the connected account is emptied', () => {
    const life = REACHED.returned();
    expect(life.standing()).toEqual({ [clearing]: 100_00n, [payouts]: -100_00n });
    expect(life.decisions.at(-1)!.notices.map(({ kind }) => kind)).toEqual([
      'withdrawal-returned',
      'check-bank-details',
    ]);
    life.grant();
    expect(life.all(done(reversalObject), done(reversalObject)).standing()).toEqual({});
  });
  it.each([
    ['another amount', { ...transferObject, cents: 99_00n }],
    ['another currency', { ...transferObject, currency: 'EUR' }],
    ['another account', { ...transferObject, destination: 'acct_2' }],
    ['a second id', { ...transferObject, id: 'tr_2' }],
  ])('W16 an object with %s is an incident, and moves no state', (_name, object) => {
    const life = object.id === 'tr_2' ? paying() : submitting();
    if (object.id !== 'tr_2') life.grant();
    const before = life.state;
    expect(life.give({ kind: 'fetched', object }).incidents).toEqual([object]);
    expect(life.state).toBe(before);
  });
  it('W16 while the house is frozen no first attempt is made, but one that may have happened is followed up', () => {
    const frozen = (life: Life): Life => {
      life.context = (nowMs) => ({ ...contextAt(nowMs), frozen: true });
      return life;
    };
    expect(frozen(submitting()).grant()?.do).toBe('wait');
    const life = REACHED.unknown();
    life.nowMs += HOUR_MS;
    expect(frozen(life).grant()?.do).toBe('post');
  });
});

describe('news of the processor', () => {
  it('W11 all orders of six events, each fetching the object as it then is, end the same', () => {
    const truth = ['pending', 'in_transit', 'paid'] as const;
    for (const order of permutations([0, 1, 2, 3, 4, 5])) {
      const life = paying();
      order.forEach((event, turn) => {
        const now = truth[Math.min(2, Math.floor(turn / 2))]!;
        life.give(
          event < 2 ? { kind: 'fetched', object: transferObject } : { kind: 'fetched', object: payoutObject(now) },
        );
      });
      life.give({ kind: 'fetched', object: payoutObject('paid') });
      expect(life.state!.status).toBe('paid');
      expect(life.standing()).toMatchObject({ [clearing]: 100_00n });
    }
  });
  it('W11 snapshots that overtake each other never go backwards', () => {
    const news = ['pending', 'in_transit', 'paid', 'failed'] as const;
    for (const order of permutations(news)) {
      const life = paying();
      const statuses = order.map(
        (status) => life.give({ kind: 'fetched', object: payoutObject(status) }).state!.status,
      );
      expect(['returned', 'reversing']).toContain(statuses.at(-1));
    }
  });
});
