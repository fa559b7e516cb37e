import type { Transfer } from '@orbiquant/ledger';
import type { IncidentCause } from './incident.ts';

/** Work that waits in the outbox: a row written in the transaction of the step that asked for it, done later, at least once. */
export type Effect = {
  /** Same id, same row: writing it again changes nothing. */
  effectId: string;
  kind: 'withdrawal' | 'doorbell';
  /** The withdrawal, or the event, that is to be worked on. */
  sagaId: string;
  /** Not to be taken up earlier; epoch ms of the database's clock. */
  notBeforeMs: number;
};

/** Something that a person is to be told: the customer concerned, or whoever runs the house. */
export type Notice = { to: 'customer' | 'operators'; userId: string | null; kind: string; text: string };

/** What one step of a saga makes of its row. All of it is stored in one transaction, or nothing is. */
export type Decision<State> = {
  /** False when the input does not fit the state: then nothing else is set and nothing is to be written. */
  applied: boolean;
  state: State;
  transfers: readonly Transfer[];
  effects: readonly Effect[];
  notices: readonly Notice[];
  /** Money moved that nobody asked for: each goes through `decideIncident` in the same transaction, which books and freezes. */
  incidents: readonly IncidentCause[];
};

/** A step that changes nothing, because its input does not fit the state. */
export const ignored = <State>(state: State): Decision<State> => ({
  applied: false,
  state,
  transfers: [],
  effects: [],
  notices: [],
  incidents: [],
});

/** A step that moves on. */
export const applied = <State>(
  state: State,
  rest: Partial<Omit<Decision<State>, 'applied' | 'state'>> = {},
): Decision<State> => ({
  applied: true,
  state,
  transfers: rest.transfers ?? [],
  effects: rest.effects ?? [],
  notices: rest.notices ?? [],
  incidents: rest.incidents ?? [],
});
