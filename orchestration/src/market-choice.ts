import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { UsageError, type StartOptions } from './arguments.ts';

/** Which market an installation lives in; its candles, orders and NAV make sense in that one only. */
type MarketChoice = Pick<StartOptions, 'replay' | 'seed'>;

/**
 * The market of an installation is chosen at its first start and kept: a later start without flags goes on with it, one
 * that asks for another is refused, because two pasts would mix in one database. The speed may change.
 */
export function settledMarket(options: StartOptions): StartOptions {
  const file = join(options.stateFolder, 'market.json');
  const asked: MarketChoice = { replay: options.replay, seed: options.seed };
  if (!existsSync(file)) {
    writeFileSync(file, JSON.stringify(asked));
    return options;
  }
  const kept = JSON.parse(readFileSync(file, 'utf8')) as MarketChoice;
  const asksNothing = asked.replay.length === 0 && asked.seed === null;
  if (!asksNothing && JSON.stringify(asked) !== JSON.stringify(kept))
    throw new UsageError(
      `This installation lives in ${inWords(kept)}: start another one with --state FOLDER, or remove this one with npm run reset.`,
    );
  return { ...options, ...kept };
}

function inWords({ replay, seed }: MarketChoice): string {
  if (replay.length > 0) return `the replay of ${replay.map((path) => basename(path)).join(', ')}`;
  return seed === null ? 'the synthetic market' : `the synthetic market of seed ${seed}`;
}
