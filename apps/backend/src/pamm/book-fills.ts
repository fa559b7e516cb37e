import { fillRecorded } from '@orbiquant/contracts';
import type { Consumer } from '@orbiquant/platform-events';
import { bookFill } from '@orbiquant/portfolio-store';
import type { Deps } from '../deps.ts';

/** Folds every fill into its position, once, in the transaction that moves the cursor. */
export const bookFills = ({ log }: Pick<Deps, 'log'>): Consumer<typeof fillRecorded.payload> => ({
  type: fillRecorded,
  name: 'backend.book-fills',
  cursorSchema: 'investment',
  handle: async (tx, fill) => {
    await bookFill(tx, fill);
  },
  onError: (err) => log.error({ err }, 'a fill could not be booked; it is tried again'),
});
