import type { Bars } from '@orbiquant/quant';
import { strategyOf } from '../trial/problem.ts';
import { finding, type Finished, type Look } from './finding.ts';
import { stepAt } from './step-at.ts';
import { worstFall } from './worst-fall.ts';

const DAY_MS = 86_400_000;
/** A run without any trade for this share of its time. */
const FLAT_SHARE = 0.3;
const RARELY = 0.05;
const ALWAYS = 0.95;
/** Calendar days below which a year's seasons, and most kinds of market, are missing. */
const HISTORY_DAYS_MIN = 365;
/** A market that never fell this far shows no crisis. */
const CRISIS_FALL = 0.2;
/** What a crisis may cost before it is worth saying, and the share of the market's own fall that is serious. */
const CRISIS_LOSS = 0.1;
const CRISIS_SERIOUS = 0.8;
/** Share of a bar's volume beyond which an order moves the price that it counts on. */
const VOLUME_SHARE = 0.01;
const VOLUME_SERIOUS = 0.05;

/** A long stretch in which nothing was traded and nothing held. */
export const flatStretch: Look = ({ run: { trades, timeMs } }) => {
  if (trades.length === 0) return null;
  const spans = trades.map(({ entryAtMs, exitAtMs }) => [entryAtMs, exitAtMs] as const).toSorted((a, b) => a[0] - b[0]);
  let [heldUntil, longest] = [timeMs[0]!, 0];
  for (const [fromMs, toMs] of spans) {
    longest = Math.max(longest, fromMs - heldUntil);
    heldUntil = Math.max(heldUntil, toMs);
  }
  longest = Math.max(longest, timeMs.at(-1)! - heldUntil);
  const share = longest / (timeMs.at(-1)! - timeMs[0]!);
  if (share < FLAT_SHARE) return null;
  return finding('flat-stretch', {
    severity: 'warning',
    suggestion: 'loosen-entry',
    params: { share, days: longest / DAY_MS },
  });
};

/** How much of the time it held anything. */
export const timeInMarket: Look = ({ run: { statistics } }) => {
  const { exposureTime, trades } = statistics;
  if (trades === 0) return null;
  const params = { share: exposureTime };
  if (exposureTime < RARELY)
    return finding('rarely-in-market', { severity: 'note', suggestion: 'more-instruments', params });
  return exposureTime > ALWAYS
    ? finding('always-in-market', { severity: 'note', suggestion: 'compare-with-holding', params })
    : null;
};

/** Less history than a year, or than a few of the strategy's own warm-ups. */
export const shortHistory: Look = ({ run: { timeMs, runCard }, problem }) => {
  const days = (timeMs.at(-1)! - timeMs[0]!) / DAY_MS;
  const warmUp = strategyOf(problem).warmUp(runCard.parameters).base ?? 0;
  if (days >= HISTORY_DAYS_MIN && timeMs.length >= 3 * warmUp) return null;
  return finding('short-history', {
    severity: 'note',
    suggestion: 'longer-history',
    params: { days, min: HISTORY_DAYS_MIN },
  });
};

/** What it did while its market fell the farthest. */
export const crisis: Look = ({ run: { timeMs, equity }, problem: { instruments } }) => {
  const falls = instruments.map(({ symbol, bars }) => ({ symbol, bars, ...worstFall(bars.close) }));
  const { symbol, bars, depth, peakAt, lowAt } = falls.reduce((deepest, one) =>
    one.depth > deepest.depth ? one : deepest,
  );
  if (depth < CRISIS_FALL) return null;
  const [fromMs, toMs] = [bars.openTimeMs[peakAt]!, bars.openTimeMs[lowAt]!];
  const ours = equity[stepAt(timeMs, toMs)]! / equity[stepAt(timeMs, fromMs)]! - 1;
  if (!(ours < -CRISIS_LOSS)) return null;
  const severity = -ours >= CRISIS_SERIOUS * depth ? 'serious' : 'warning';
  const params = { symbol, market: -depth, return: ours, fromMs, toMs };
  return finding('crisis', { severity, suggestion: 'add-stop', params });
};

/** Orders that take a large part of their bar's volume: more money would move the price. */
export const capacity: Look = ({ run, problem }) => {
  const shares = volumeShares({ run, problem }).toSorted();
  if (shares.length === 0) return null;
  const share = shares[Math.ceil(0.95 * shares.length) - 1]!;
  if (!(share > VOLUME_SHARE) && run.cappedFills === 0) return null;
  const severity = share > VOLUME_SERIOUS || run.cappedFills > 0 ? 'serious' : 'warning';
  const cash = (problem.assumptions.cash * VOLUME_SHARE) / share;
  const params = { share, cash, max: VOLUME_SHARE, cappedFills: run.cappedFills };
  return finding('capacity', { severity, suggestion: 'more-liquid-market', params });
};

function volumeShares({ run: { fills }, problem: { instruments } }: Finished): Float64Array {
  const barsOf = new Map<string, Bars>(instruments.map(({ symbol, bars }) => [symbol, bars]));
  const shares = fills.map(({ symbol, bar, signedQuantity }) => {
    const volume = barsOf.get(symbol)?.volume[bar] ?? NaN;
    return volume > 0 ? Math.abs(signedQuantity) / volume : NaN;
  });
  return Float64Array.from(shares.filter((share) => !Number.isNaN(share)));
}
