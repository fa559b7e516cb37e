import type { Scope } from './scope.ts';
import { tableOf } from './scope.ts';
import type { StripeEvent } from './stripe-event.ts';
import { put } from './table.ts';
import { nowSec, type World } from './world.ts';

/** Whose news it is. */
export type Place = { readonly world: World; readonly scope: Scope };

/** An object before its change, for the events that tell what changed. */
export type Before = Readonly<Record<string, unknown>>;
/** What an event tells. */
export type News = { readonly object: object; readonly before?: Before };

/** Records an event about an object as it is now, and puts it out for delivery. */
export function emit({ world, scope }: Place, type: string, { object, before }: News): void {
  const event: StripeEvent = {
    id: world.newId('evt'),
    object: 'event',
    ...(scope.isPlatform ? {} : { account: scope.id }),
    api_version: world.settings.apiVersion,
    created: nowSec(world),
    data: contentOf(object as Readonly<Record<string, unknown>>, before),
    livemode: false,
    pending_webhooks: 1,
    request: world.request,
    type,
  };
  put(tableOf(scope, 'events'), event);
  world.outbox.push(event);
}

function contentOf(object: Readonly<Record<string, unknown>>, before?: Before): StripeEvent['data'] {
  if (before === undefined) return { object };
  const changed = Object.keys(before).filter((name) => before[name] !== object[name]);
  return { object, previous_attributes: Object.fromEntries(changed.map((name) => [name, before[name]])) };
}
