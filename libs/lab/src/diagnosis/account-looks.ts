import { dailyReturns } from '../statistics/daily-returns.ts';
import { finding, type Look } from './finding.ts';

/** Costs above the first share of what trading made before them are much; above the second they decide. */
const COST_SHARE_HIGH = 0.3;
const COST_SHARE_SERIOUS = 0.6;
/** A fall that few people sit through, and one that hardly anybody does. */
const FALL_LARGE = 0.3;
const FALL_SERIOUS = 0.5;
/** Share of the run below an old peak. */
const UNDER_WATER = 0.5;
/** Days that are taken away to see what is left. */
const BEST_DAYS = 5;
const DAYS_MIN = 60;

/** It lost money, or made none. */
export const noGain: Look = ({ run: { statistics } }) =>
  statistics.trades === 0 || statistics.totalReturn > 0
    ? null
    : finding('no-gain', {
        severity: 'serious',
        suggestion: 'rethink-rule',
        params: { totalReturn: statistics.totalReturn },
      });

/** Doing nothing but hold would have earned more. */
export const behindHolding: Look = ({ run: { statistics } }) => {
  const { totalReturn, buyAndHoldReturn, trades } = statistics;
  if (trades === 0 || !(totalReturn < buyAndHoldReturn)) return null;
  const params = { totalReturn, buyAndHoldReturn };
  return finding('behind-holding', { severity: 'note', suggestion: 'compare-with-holding', params });
};

/** Fees, slippage, funding and margin calls take much of what trading made. */
export const costsDecide: Look = ({ run: { costs, equity, statistics, runCard } }) => {
  const paid = costs.fees + costs.slippage + costs.funding + costs.liquidation;
  const gross = equity.at(-1)! - runCard.assumptions.cash + paid;
  if (statistics.trades === 0 || gross <= 0 || paid < COST_SHARE_HIGH * gross) return null;
  const share = paid / gross;
  const severity = share >= COST_SHARE_SERIOUS ? 'serious' : 'warning';
  return finding('costs-decide', { severity, suggestion: 'trade-less', params: { share, paid } });
};

/** It fell deep. */
export const largeFall: Look = ({ run: { statistics } }) => {
  const fall = -statistics.drawdownMax;
  if (!(fall >= FALL_LARGE)) return null;
  const severity = fall >= FALL_SERIOUS ? 'serious' : 'warning';
  return finding('large-fall', { severity, suggestion: 'smaller-size', params: { fall } });
};

/** It stood below an old peak for most of the time. */
export const longFall: Look = ({ run: { statistics, timeMs } }) => {
  const share = statistics.drawdownMaxMs / (timeMs.at(-1)! - timeMs[0]!);
  if (!(share >= UNDER_WATER)) return null;
  const params = { share, days: statistics.drawdownMaxMs / 86_400_000 };
  return finding('long-fall', { severity: 'warning', suggestion: 'run-monte-carlo', params });
};

/** A handful of days made the whole gain. */
export const luckyDays: Look = ({ run: { timeMs, equity, statistics } }) => {
  const days = dailyReturns(timeMs, equity).toSorted();
  if (days.length < DAYS_MIN || !(statistics.totalReturn > 0)) return null;
  const without = days.subarray(0, -BEST_DAYS).reduce((grown, value) => grown * (1 + value), 1) - 1;
  if (without > 0) return null;
  const params = { days: BEST_DAYS, totalReturn: statistics.totalReturn, without };
  return finding('lucky-days', { severity: 'warning', suggestion: 'run-monte-carlo', params });
};

/** It gained in the first half and lost in the second. */
export const edgeFades: Look = ({ run: { equity, statistics } }) => {
  const middle = equity[Math.floor(equity.length / 2)]!;
  const [first, second] = [middle / equity[0]! - 1, equity.at(-1)! / middle - 1];
  if (statistics.trades === 0 || !(first > 0 && second < 0)) return null;
  return finding('edge-fades', { severity: 'warning', suggestion: 'run-walk-forward', params: { first, second } });
};

/** The venue closed positions because the margin was gone. */
export const liquidated: Look = ({ run: { orders } }) => {
  const calls = orders.filter(({ purpose }) => purpose === 'liquidation').length;
  return calls === 0
    ? null
    : finding('liquidated', { severity: 'serious', suggestion: 'less-leverage', params: { positions: calls } });
};
