import { uuidv7 } from 'uuidv7';

/** Where new identities come from; injected, so that a simulation can be replayed. */
export type NewId = () => string;

/** Time-ordered identifiers (UUID version 7). @see RFC 9562 section 5.7 */
export const newId: NewId = () => uuidv7();
