import type { Wallet } from '@orbiquant/contracts';

/** Why nothing can be withdrawn whatever the amount. */
export type Block = 'no-cards' | 'frozen' | 'bank' | 'cooling' | 'owed' | 'nothing';

/** The first thing in the way of any withdrawal, in the order in which a person can do something about it; null when nothing is. */
export function blockedBy({ cardsEnabled, frozen, bank, owed, available, limits }: Wallet): Block | null {
  const blocks: ReadonlyArray<readonly [Block, boolean]> = [
    ['no-cards', !cardsEnabled],
    ['frozen', frozen],
    ['bank', bank.status !== 'ready'],
    ['cooling', bank.coolOffUntilMs !== null],
    ['owed', owed.minor > 0n],
    ['nothing', available.minor < limits.min.minor],
  ];
  return blocks.find(([, holds]) => holds)?.[0] ?? null;
}
