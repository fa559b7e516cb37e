import type { LabSearch } from '@orbiquant/contracts';
import { geneticSearch } from './genetic-search.ts';
import { gridSearch } from './grid-search.ts';
import { randomSearch } from './random-search.ts';
import type { SearchSpace } from './search-space.ts';
import type { Search } from './search.ts';

/** A search whose state nobody outside looks into. */
export type OpaqueSearch = Search<unknown>;

/** The search that an order asks for. @throws AppError `invalid-input` when a grid is larger than allowed */
export function openSearch(space: SearchSpace, { method, trialsMax }: LabSearch, seed: string): OpaqueSearch {
  if (method === 'grid') return gridSearch(space, trialsMax) as OpaqueSearch;
  if (method === 'random') return randomSearch(space, trialsMax, seed) as OpaqueSearch;
  return geneticSearch(space, trialsMax, seed) as OpaqueSearch;
}
