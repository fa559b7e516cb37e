import type { Account, VenueEvent } from '@orbiquant/exchange';
import type { Venue } from '../venue.ts';
import type { Connection } from './connection.ts';
import { userMessage } from './user-messages.ts';

/** One subscription to an account's news; over the WebSocket API it has a number, over a listen key it has none. */
export type UserSubscription = { connection: Connection; accountId: number; subscriptionId: number | null };

/** Fans each account's news out to whoever proved to be that account. */
export type UserStreams = {
  subscribe(connection: Connection, account: Account, subscriptionId: number | null): UserSubscription;
  unsubscribe(subscription: UserSubscription): void;
  leave(connection: Connection): void;
  stop(): void;
};

export function createUserStreams(venue: Venue): UserStreams {
  const subscriptions = new Set<UserSubscription>();

  function onEvents(events: VenueEvent[]): void {
    for (const event of events) {
      for (const { connection, accountId, subscriptionId } of subscriptions) {
        if (accountId !== event.accountId) continue;
        const message = userMessage(venue.state, event);
        connection.sendOf(
          `user@${String(message['e'])}`,
          subscriptionId === null ? message : { subscriptionId, event: message },
        );
      }
    }
  }

  const ignore = venue.listen({ events: onEvents });
  return {
    subscribe(connection, { accountId }, subscriptionId) {
      const subscription = { connection, accountId, subscriptionId };
      subscriptions.add(subscription);
      return subscription;
    },
    unsubscribe: (subscription) => void subscriptions.delete(subscription),
    leave(connection) {
      for (const one of subscriptions) if (one.connection === connection) subscriptions.delete(one);
    },
    stop: () => void ignore(),
  };
}
