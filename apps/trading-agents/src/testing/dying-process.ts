import type { DataSource } from '@orbiquant/platform-db';
import type { Venue } from '@orbiquant/trading';

/** A process that dies at a step of its way: from then on nothing of it reaches the database or the venue any more. */
export type DyingProcess = {
  db: DataSource;
  venue: Venue;
  /**
   * How many steps it has begun: what changes something, in the database (a commit included) or at the venue. A death between
   * two of them leaves the same world behind wherever it happens, since what the process had in mind is lost with it.
   */
  steps: () => number;
};

const READS = /^\s*(SELECT|START TRANSACTION)\b/i;
const ORDERS: ReadonlySet<string> = new Set(['submit', 'cancel']);

/** Dies in front of step `nth` (from 1). Over a database of its own, which is cut off rather than rolled back politely. */
export function dyingProcess(db: DataSource, venue: Venue, nth: number): DyingProcess {
  let begun = 0;
  const step = (): void => {
    begun += 1;
    if (begun >= nth) throw new Error(`died in front of step ${begun}`);
  };
  const createQueryRunner = db.createQueryRunner.bind(db);
  db.createQueryRunner = (mode) => {
    const runner = createQueryRunner(mode);
    const query = runner.query.bind(runner);
    const stepped = async (...statement: [string]): Promise<unknown> => {
      if (!READS.test(statement[0])) step();
      return (await query(...statement)) as unknown;
    };
    return Object.assign(runner, { query: stepped });
  };
  return { db, venue: steppedVenue(venue, step), steps: () => begun };
}

/** An order arrives although its sender died: both sides of the call are steps. */
function steppedVenue(venue: Venue, step: () => void): Venue {
  return new Proxy(venue, {
    get(_target, name: string) {
      const member = Reflect.get(venue, name) as unknown;
      if (typeof member !== 'function') return member;
      if (!ORDERS.has(name)) return member.bind(venue) as unknown;
      return async (...asked: unknown[]): Promise<unknown> => {
        step();
        const answer = (await (member as (...asked: unknown[]) => Promise<unknown>).apply(venue, asked)) as unknown;
        step();
        return answer;
      };
    },
  });
}
