import { seededRng, type Clock } from '@orbiquant/kernel';
import { z } from 'zod';

const REQUEST_KINDS = ['drop-request', 'accept-then-hang', 'drop-reply', 'bare-404', 'bare-500'] as const;
const WEBHOOK_KINDS = ['drop-webhook', 'duplicate-webhook', 'delay-webhook', 'reorder-webhook'] as const;

/** A fault somebody ordered. `match` is a part of `POST /v1/payouts`, or of an event's type. */
export const FaultOrder = z.object({
  kind: z.enum([...REQUEST_KINDS, ...WEBHOOK_KINDS, 'latency']),
  match: z.string().default(''),
  /** How many times it strikes; without end when absent. */
  count: z.number().int().positive().optional(),
  /** Chance of striking at each occasion. */
  probability: z.number().min(0).max(1).default(1),
  /** Delay of `latency`, and of a delayed or a duplicate's second delivery. */
  delayMs: z.number().int().min(0).default(1_000),
  /** Whether a request that ends in `bare-404` or `bare-500` is carried out. */
  executed: z.boolean().default(false),
});
export type FaultOrder = z.output<typeof FaultOrder>;
/** A fault that may still strike. */
export type Fault = FaultOrder & { id: number; struck: number };

/** Faults on demand, drawn from a seed so that a run can be repeated. */
export type Faults = {
  add(order: FaultOrder): Fault;
  list(): Fault[];
  clear(): void;
  /** The fault that a request meets, after any delay it must suffer. */
  ofRequest(request: string): Promise<Fault | null>;
  ofWebhook(type: string): Fault | null;
};

export function createFaults(seed: string, clock: Clock): Faults {
  const rng = seededRng(seed);
  const faults = new Map<number, Fault>();
  let nextId = 1;

  /** The first fault of these kinds that strikes this occasion. */
  function strike(kinds: readonly string[], target: string): Fault | null {
    for (const fault of faults.values()) {
      if (!kinds.includes(fault.kind) || !target.includes(fault.match)) continue;
      if (fault.probability < 1 && rng.next() >= fault.probability) continue;
      fault.struck += 1;
      if (fault.struck === fault.count) faults.delete(fault.id);
      return fault;
    }
    return null;
  }

  return {
    add(order) {
      const fault = { ...order, id: nextId++, struck: 0 };
      faults.set(fault.id, fault);
      return fault;
    },
    list: () => [...faults.values()],
    clear: () => faults.clear(),
    async ofRequest(request) {
      const late = strike(['latency'], request);
      if (late) await clock.sleep(late.delayMs);
      return strike(REQUEST_KINDS, request);
    },
    ofWebhook: (type) => strike(WEBHOOK_KINDS, type),
  };
}
