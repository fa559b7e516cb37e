import type { Book } from '@orbiquant/exchange';

type Levels = readonly (readonly [price: string, quantity: string])[];

/** Told what a snapshot has just shown of a book. */
export type DepthWatcher = (shown: { bids: Levels; asks: Levels }) => void;

/** Held weakly: a stream that is closed is forgotten with its connection. */
const watchers = new WeakMap<Book, Set<WeakRef<DepthWatcher>>>();

/** The caller keeps `watcher` alive for as long as it wants to be told. */
export function watchSnapshots(book: Book, watcher: DepthWatcher): void {
  const known = watchers.get(book) ?? new Set();
  watchers.set(book, known.add(new WeakRef(watcher)));
}

/** Says that somebody took a snapshot of a book. */
export function tellSnapshot(book: Book, shown: { bids: Levels; asks: Levels }): void {
  for (const reference of watchers.get(book) ?? []) {
    const watcher = reference.deref();
    if (watcher) watcher(shown);
    else watchers.get(book)?.delete(reference);
  }
}
