import { describe, expect, it } from '@jest/globals';
import { seededRng } from '@orbiquant/kernel';
import { workDoorbell, workReconcile, workWithdrawal, type Answer, type Ask, type Work } from './index.ts';
import { payoutObject, submitting, transferObject, WITHDRAWAL } from './testing/withdrawal-fixture.ts';

const rng = seededRng('work');
const stepped = (change: Partial<Extract<Answer, { kind: 'stepped' }>> = {}): Answer => ({
  kind: 'stepped',
  applied: true,
  known: true,
  nowMs: 0,
  grant: null,
  ...change,
});
const empty = {
  withdrawals: new Map(),
  deposits: new Map(),
  invoices: new Map(),
  plans: new Map(),
  incidents: new Map(),
};

/** Drives work to its end; notes what it asked. */
function drive(work: Work, answer: (ask: Ask) => Answer): { asks: Ask[]; result: unknown } {
  const asks: Ask[] = [];
  for (let next = work.next(); ; next = work.next(answer(asks.at(-1)!))) {
    if (next.done) return { asks, result: next.value };
    asks.push(next.value);
  }
}

describe('the worker of a withdrawal', () => {
  it('W4 asks before each call, and tells what came of it, until there is nothing to do', () => {
    const life = submitting();
    const { asks, result } = drive(workWithdrawal(WITHDRAWAL, rng), (ask) => {
      if (ask.kind === 'step' && ask.saga === 'withdrawal')
        return stepped({ grant: life.give(ask.input).grant ?? null });
      if (ask.kind !== 'call') throw new Error('nothing else is asked');
      const object = ask.call.op === 'create-transfer' ? transferObject : payoutObject('pending');
      return { kind: 'called', outcome: { kind: 'done', objects: [object] } };
    });
    expect(asks.map((ask) => (ask.kind === 'call' ? ask.call.op : ask.kind))).toEqual([
      'step',
      'create-transfer',
      'step',
      'step',
      'create-payout',
      'step',
      'step',
    ]);
    expect(result).toEqual({ kind: 'done' });
    expect(life.state!.status).toBe('submitted');
  });
  it('D6 stops at once when its lease is lost', () => {
    expect(drive(workWithdrawal(WITHDRAWAL, rng), () => ({ kind: 'fenced' }))).toMatchObject({
      asks: [{ kind: 'step' }],
      result: { kind: 'fenced' },
    });
  });
  it('comes again when it has to wait', () => {
    const wait = stepped({ applied: false, grant: { do: 'wait', untilMs: 77 } });
    expect(drive(workWithdrawal(WITHDRAWAL, rng), () => wait).result).toEqual({ kind: 'again', atMs: 77 });
  });
});

describe('the doorbell', () => {
  const bell = {
    eventId: 'e',
    type: 'transfer.created',
    account: null,
    objectId: 'tr_1',
    chargeId: null,
    paymentId: null,
  };

  it('W16 raises an incident for money that moved in the name of a saga that we do not have', () => {
    const { asks } = drive(workDoorbell(bell, { rng, nowMs: 0 }), (ask) =>
      ask.kind === 'call'
        ? { kind: 'called', outcome: { kind: 'done', objects: ask.call.op === 'get-transfer' ? [transferObject] : [] } }
        : stepped({ known: ask.kind === 'step' && ask.saga === 'incident' }),
    );
    expect(asks.map((ask) => (ask.kind === 'step' ? ask.saga : ask.kind))).toEqual([
      'call',
      'withdrawal',
      'incident',
      'call',
    ]);
  });
  it('W24 rings again later when the processor does not answer', () => {
    const silent: Answer = { kind: 'called', outcome: { kind: 'unknown', why: 'timeout' } };
    expect(drive(workDoorbell(bell, { rng, nowMs: 0 }), () => silent).result).toMatchObject({ kind: 'again' });
  });
});

describe('a reconciliation', () => {
  it('W13 concludes nothing from half a list', () => {
    const { asks, result } = drive(workReconcile(0, []), (ask) => {
      if (ask.kind === 'books') return { kind: 'books', books: empty, nowMs: 5 };
      const failed = ask.kind === 'call' && ask.call.op === 'list' && ask.call.what === 'payments';
      return { kind: 'called', outcome: failed ? { kind: 'unknown', why: 'down' } : { kind: 'done', objects: [] } };
    });
    expect(asks.some(({ kind }) => kind === 'step')).toBe(false);
    expect(result).toMatchObject({ kind: 'again' });
  });
  it('reads the books before the lists and again before it judges money', () => {
    const { asks } = drive(workReconcile(0, []), (ask) =>
      ask.kind === 'books'
        ? { kind: 'books', books: empty, nowMs: 5 }
        : { kind: 'called', outcome: { kind: 'done', objects: [] } },
    );
    expect(asks.map(({ kind }) => kind)).toEqual(['books', ...Array.from({ length: 6 }, () => 'call'), 'books']);
  });
});
