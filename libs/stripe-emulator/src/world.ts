import type { Rng } from '@orbiquant/kernel';
import type { AccountVisit } from './account-links.ts';
import type { Carried } from './checkout-sessions.ts';
import { emptyFates, type Fates } from './fates.ts';
import { stripeIds } from './new-stripe-id.ts';
import { emptyScope, type Scope } from './scope.ts';
import type { StripeEvent } from './stripe-event.ts';
import type { StripeSettings } from './stripe-settings.ts';
import { emptyTaskQueue, plan, takeDue, type TaskQueue } from './task-queue.ts';
import type { TestCard } from './test-cards.ts';

/** All that this Stripe knows. */
export type World = {
  readonly settings: StripeSettings;
  readonly newId: (prefix: string) => string;
  /** Requests are numbered apart, so that looking at something changes no id. */
  readonly newRequestId: () => string;
  readonly platform: Scope;
  readonly connected: Map<string, Scope>;
  readonly tasks: TaskQueue;
  readonly fates: Fates;
  /** How each payment method behaves. */
  readonly cards: Map<string, TestCard>;
  /** What the payment or subscription of each checkout will carry. */
  readonly carried: Map<string, Carried>;
  /** Hosted pages for bank details, by the secret part of their address. */
  readonly visits: Map<string, AccountVisit>;
  /** Events that nobody has taken yet. */
  outbox: StripeEvent[];
  /** The moment being worked at, epoch milliseconds; it never goes back. */
  atMs: number;
  /** The request being worked at, as its events name it. */
  request: { id: string | null; idempotency_key: string | null };
};

/** What events name that no request caused. */
export const NO_REQUEST = { id: null, idempotency_key: null };

const requestIds = (newId: (prefix: string) => string) => (): string => newId('req');

/** A Stripe where nothing has happened yet. */
export const createWorld = (settings: StripeSettings, rng: Rng, atMs: number): World => ({
  settings,
  newId: stripeIds(rng.fork('objects')),
  newRequestId: requestIds(stripeIds(rng.fork('requests'))),
  platform: emptyScope(settings.platformId, true),
  connected: new Map(),
  tasks: emptyTaskQueue(),
  fates: emptyFates(),
  cards: new Map(),
  carried: new Map(),
  visits: new Map(),
  outbox: [],
  atMs,
  request: NO_REQUEST,
});

/** The moment being worked at, in Stripe's unit. */
export const nowSec = (world: World): number => Math.floor(world.atMs / 1000);

/** Plans what happens `afterMs` from the moment being worked at. */
export const later = (world: World, afterMs: number, run: () => void): void =>
  plan(world.tasks, world.atMs + afterMs, run);

/** Lets everything happen that is due, each at its own time: how often one looks changes nothing. */
export function runUntil(world: World, nowMs: number): void {
  for (let task = takeDue(world.tasks, nowMs); task; task = takeDue(world.tasks, nowMs)) {
    world.atMs = Math.max(world.atMs, task.dueMs);
    task.run();
  }
  world.atMs = Math.max(world.atMs, nowMs);
}
