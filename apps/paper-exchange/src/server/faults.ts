import { seededRng, type Clock } from '@orbiquant/kernel';
import { z } from 'zod';

const REQUEST_KINDS = [
  'latency',
  'accept-then-timeout',
  'drop-request',
  'http-5xx',
  'rate-limit',
  'maintenance',
] as const;
const STREAM_KINDS = ['socket-cut', 'drop-message', 'duplicate-message', 'reorder-message'] as const;

/** A fault somebody ordered. It hits what `match` (a part of `POST /api/v3/order` or of a stream's name) names. */
export const FaultOrder = z.object({
  kind: z.enum([...REQUEST_KINDS, ...STREAM_KINDS, 'clock-skew']),
  match: z.string().default(''),
  /** How many times it strikes; without end when absent. */
  count: z.number().int().positive().optional(),
  /** Chance of striking at each occasion. */
  probability: z.number().min(0).max(1).default(1),
  /** Delay of `latency`, or how far `clock-skew` moves the exchange's clock. */
  delayMs: z.number().int().default(1_000),
  /** For `http-5xx`: whether the request is carried out before it fails. */
  executed: z.boolean().default(false),
  /** Strikes only from this wall moment on; a seeded schedule is a list of such orders. */
  fromMs: z.number().int().optional(),
  untilMs: z.number().int().optional(),
});
export type FaultOrder = z.output<typeof FaultOrder>;
/** A fault that may still strike. */
export type Fault = FaultOrder & { id: number; struck: number };

/** What becomes of a request. */
export type Fate =
  | 'normal'
  | 'accept-then-timeout'
  | 'drop-request'
  | 'http-5xx-executed'
  | 'http-5xx-lost'
  | 'rate-limit'
  | 'maintenance';
/** What becomes of a stream's message. */
export type MessageFate = 'normal' | 'socket-cut' | 'drop-message' | 'duplicate-message' | 'reorder-message';

/** Faults on demand, drawn from a seed so that a run can be repeated. */
export type Faults = {
  add(order: FaultOrder): Fault;
  list(): Fault[];
  clear(id?: number): void;
  /** Decides a request's fate, after any delay it must suffer. */
  fateOf(request: string): Promise<Fate>;
  fateOfMessage(stream: string): MessageFate;
  clockSkewMs(): number;
};

export function createFaults(seed: string, clock: Clock): Faults {
  const rng = seededRng(seed);
  const faults = new Map<number, Fault>();
  let nextId = 1;

  const isDue = ({ fromMs, untilMs }: Fault): boolean => {
    const nowMs = clock.nowMs();
    return nowMs >= (fromMs ?? 0) && nowMs < (untilMs ?? Infinity);
  };

  /** The first fault of these kinds that strikes this occasion. */
  function strike(kinds: readonly string[], target: string): Fault | null {
    for (const fault of faults.values()) {
      if (!kinds.includes(fault.kind) || !target.includes(fault.match) || !isDue(fault)) continue;
      if (fault.probability < 1 && rng.next() >= fault.probability) continue;
      fault.struck += 1;
      if (fault.struck === fault.count) faults.delete(fault.id);
      return fault;
    }
    return null;
  }

  async function fateOf(request: string): Promise<Fate> {
    const late = strike(['latency'], request);
    if (late) await clock.sleep(late.delayMs);
    const fault = strike(REQUEST_KINDS.slice(1), request);
    if (!fault) return 'normal';
    if (fault.kind === 'http-5xx') return fault.executed ? 'http-5xx-executed' : 'http-5xx-lost';
    return fault.kind as Fate;
  }

  return {
    add(order) {
      const fault = { ...order, id: nextId++, struck: 0 };
      faults.set(fault.id, fault);
      return fault;
    },
    list: () => [...faults.values()],
    clear: (id) => (id === undefined ? faults.clear() : void faults.delete(id)),
    fateOf,
    fateOfMessage: (stream) => (strike(STREAM_KINDS, stream)?.kind ?? 'normal') as MessageFate,
    clockSkewMs: () =>
      [...faults.values()]
        .filter((fault) => fault.kind === 'clock-skew' && isDue(fault))
        .reduce((sum, fault) => sum + fault.delayMs, 0),
  };
}
