import { describe, expect, it } from '@jest/globals';
import type { DutyStore, HeldDuty } from '../duty-store.ts';
import { SERVED } from '../job.ts';

const JOB = 'ContractJob';
const LEASE_MS = 1_000;
const FAULT = { code: 'internal', reason: 'no' };

/** A store under test, whose clock the test moves. */
export type ContractStore = { store: DutyStore<never>; pass: (ms: number) => void };

/** What every store of duties has to hold to, whatever it is made of. `open` gives an empty one. */
export function dutyStoreContract(open: () => Promise<ContractStore>): void {
  const claimed = async (periods: readonly string[]): Promise<ContractStore & { duty: HeldDuty }> => {
    const { store, pass } = await open();
    const nowMs = await store.now();
    await store.since(JOB, nowMs);
    await store.enqueue(JOB, periods, { nowMs, isScheduled: true });
    return { store, pass, duty: (await store.claim(JOB, 'w1', LEASE_MS))! };
  };
  const serve = (store: DutyStore<never>, duty: HeldDuty, account: string) =>
    store.serve(duty, account, async () => ({ ...SERVED, note: 'n' }));

  describe('a store of duties', () => {
    it('I12: who follows a job first decides since when; a period is one row however often it is written down', async () => {
      const { store } = await open();
      expect(await store.since(JOB, 5_000)).toBe(5_000);
      expect(await store.since(JOB, 9_000)).toBe(5_000);
      const by = { nowMs: 5_000, isScheduled: true };
      expect(await store.enqueue(JOB, ['2026-01', '2026-02'], by)).toBe(2);
      expect(await store.enqueue(JOB, ['2026-02', '2026-03'], by)).toBe(1);
      expect(await store.lastPeriod(JOB)).toBe('2026-03');
    });
    it('what is asked for by hand does not move what the schedule has brought', async () => {
      const { store } = await open();
      await store.since(JOB, 0);
      await store.enqueue(JOB, ['2026-05'], { nowMs: 0, isScheduled: false });
      expect(await store.lastPeriod(JOB)).toBeNull();
    });
    it('a person who asks for what waits has it tried now; the schedule does not', async () => {
      const { store, duty } = await claimed(['2026-01']);
      const nowMs = await store.now();
      await store.layDown(duty, { atMs: nowMs + 60_000, fault: null, isFailure: false });
      await store.enqueue(JOB, ['2026-01'], { nowMs, isScheduled: true });
      expect(await store.claim(JOB, 'w2', LEASE_MS)).toBeNull();
      // the oldest comes first: asking for a later one is asking for it too
      expect(await store.enqueue(JOB, ['2026-02'], { nowMs, isScheduled: false })).toBe(1);
      expect(await store.claim(JOB, 'w2', LEASE_MS)).toMatchObject({ period: '2026-01' });
    });
    it('N11: gives the oldest period first, and no later one while that is not over', async () => {
      const { store, duty } = await claimed(['2026-03', '2026-01', '2026-02']);
      expect(duty).toMatchObject({ period: '2026-01', epoch: 1, attempts: 1 });
      expect(await store.claim(JOB, 'w2', LEASE_MS)).toBeNull();
      expect(await store.finish(duty)).toBe(true);
      expect(await store.claim(JOB, 'w2', LEASE_MS)).toMatchObject({ period: '2026-02' });
    });
    it('I10, I14: a worker that was silent loses the duty, and nothing it writes afterwards counts', async () => {
      const { store, pass, duty } = await claimed(['2026-01']);
      expect(await serve(store, duty, 'a')).toBe('served');
      pass(LEASE_MS + 1);
      const next = (await store.claim(JOB, 'w2', LEASE_MS))!;
      expect(next).toMatchObject({ epoch: 2, crashes: 1 });
      expect(await store.beat(duty, LEASE_MS)).toBe(false);
      expect(await serve(store, duty, 'b')).toBe('fenced');
      expect(await store.miss(duty, 'b', { fault: FAULT, triesMax: 1 })).toBe('fenced');
      expect(await store.finish(duty)).toBe(false);
      expect(await store.layDown(duty, { atMs: 0, fault: null, isFailure: false })).toBe(false);
      expect(await store.bury(duty, FAULT)).toBe(false);
      expect(await store.settled(next)).toEqual(new Set(['a']));
      expect(await serve(store, next, 'a')).toBe('known');
    });
    it('a worker that says that it lives keeps the duty', async () => {
      const { store, pass, duty } = await claimed(['2026-01']);
      pass(LEASE_MS - 1);
      expect(await store.beat(duty, LEASE_MS)).toBe(true);
      pass(LEASE_MS - 1);
      expect(await store.claim(JOB, 'w2', LEASE_MS)).toBeNull();
    });
    it('I11: an account is given up at its last try, and counts as an error, not as open', async () => {
      const { store, duty } = await claimed(['2026-01']);
      await serve(store, duty, 'good');
      const miss = { fault: FAULT, triesMax: 2 };
      expect(await store.miss(duty, 'bad', miss)).toBe('again');
      expect(await store.tally(duty)).toEqual({ successes: 1, errors: 1, open: 1 });
      expect(await store.miss(duty, 'bad', miss)).toBe('dead');
      expect(await store.tally(duty)).toEqual({ successes: 1, errors: 1, open: 0 });
      expect(await store.settled(duty)).toEqual(new Set(['good', 'bad']));
    });
    it('what is tried for as long as it takes is never given up', async () => {
      const { store, duty } = await claimed(['2026-01']);
      for (let tries = 0; tries < 12; tries++)
        expect(await store.miss(duty, 'late', { fault: FAULT, triesMax: Infinity })).toBe('again');
    });
    it('a duty that was laid down waits for its time; one that is buried lets the next go on', async () => {
      const { store, pass, duty } = await claimed(['2026-01', '2026-02']);
      const atMs = (await store.now()) + 5_000;
      expect(await store.layDown(duty, { atMs, fault: FAULT, isFailure: true })).toBe(true);
      expect(await store.claim(JOB, 'w1', LEASE_MS)).toBeNull();
      pass(5_001);
      const again = (await store.claim(JOB, 'w1', LEASE_MS))!;
      expect(again).toMatchObject({ period: '2026-01', attempts: 2, failures: 1, crashes: 0 });
      expect(await store.bury(again, FAULT)).toBe(true);
      expect(await store.claim(JOB, 'w1', LEASE_MS)).toMatchObject({ period: '2026-02' });
    });
    it('work that throws leaves no trace of its account', async () => {
      const { store, duty } = await claimed(['2026-01']);
      await expect(
        store.serve(duty, 'a', async () => {
          throw new Error('in the middle');
        }),
      ).rejects.toThrow('in the middle');
      expect(await store.settled(duty)).toEqual(new Set());
    });
  });
}
