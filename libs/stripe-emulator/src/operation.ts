import type { Place } from './emit.ts';
import type { ParamReader } from './param-reader.ts';

/** A request on its way: whose books, the ids of its path, its parameters. */
export type Call = Place & { readonly ids: readonly string[]; readonly params: ParamReader };

/** What a path does. All parameters are read, and `done()` said, before anything changes. */
export type Operation = (call: Call) => object;

/** The first id of a path. */
export const idOf = ({ ids }: Call): string => ids[0] ?? '';
