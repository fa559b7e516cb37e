import { AppError } from '@orbiquant/kernel';
import { closestNames } from './closest-names.ts';
import { breakout } from './shipped/breakout.ts';
import { buyAndHold } from './shipped/buy-and-hold.ts';
import { grid } from './shipped/grid.ts';
import { hmaSma } from './shipped/hma-sma.ts';
import { meanReversion } from './shipped/mean-reversion.ts';
import { momentumScalping } from './shipped/momentum-scalping.ts';
import { smaCross } from './shipped/sma-cross.ts';
import { swing } from './shipped/swing.ts';
import { trendFollowing } from './shipped/trend-following.ts';
import type { TradingStrategy } from './trading-strategy.ts';

/** Every strategy that the house ships; a new one is a file and a line here, and the contract test takes it from there. */
export const strategies: readonly TradingStrategy[] = [
  breakout,
  buyAndHold,
  grid,
  hmaSma,
  meanReversion,
  momentumScalping,
  smaCross,
  swing,
  trendFollowing,
];

/** The strategy of that name. @throws AppError `not-found` that names the closest ones. */
export function strategyNamed(name: string): TradingStrategy {
  const found = strategies.find((strategy) => strategy.name === name);
  if (found) return found;
  const close = closestNames(
    name,
    strategies.map((strategy) => strategy.name),
  ).join(', ');
  const message = `There is no strategy ${name}; the closest are ${close}`;
  throw new AppError('not-found', message, { errors: [{ path: 'strategy', code: 'unknown-strategy', message }] });
}
