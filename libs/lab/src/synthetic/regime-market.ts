import type { Interval } from '@orbiquant/contracts';
import { invariant, type Rng } from '@orbiquant/kernel';
import { nextOpenTime } from '@orbiquant/market';
import type { Bars } from '@orbiquant/quant';

/** One kind of weather: how price drifts and how wildly it moves, per bar, and how long it lasts on average. */
export type Regime = {
  /** Mean logarithmic growth per bar; 0 leaves nothing to know about tomorrow's price. */
  readonly drift: number;
  /** Deviation of logarithmic returns per bar, > 0, without jumps. */
  readonly volatility: number;
  /** Mean duration, bars, >= 1. */
  readonly bars: number;
};

/** A made-up market. */
export type MarketPlan = {
  readonly bars: number;
  readonly interval: Interval;
  readonly fromMs: number;
  /** First price, quote units. */
  readonly price: number;
  readonly regimes: readonly Regime[];
  /** How wild moves follow wild moves: weight of the last squared move and of the last variance, together < 1. */
  readonly clustering: { readonly shock: number; readonly memory: number };
  /** Jumps at the open: how often (per bar), and the deviation of their logarithm. */
  readonly jumps: { readonly rate: number; readonly deviation: number };
  /** Typical volume of a bar, base units. */
  readonly volume: number;
};

/** Bars and, for each of them, which regime it belongs to. */
export type RegimeMarket = { readonly bars: Bars; readonly regimes: Uint8Array };

/** Bound once: look-ups of globals in a loop are slow in a sandboxed realm. */
const { abs, exp, log, max, min, sqrt } = Math;

/**
 * A market that switches between regimes, with volatility that clusters, jumps at opens and fat tails. Where a regime
 * has no drift, the price is a martingale, jumps included: no rule can earn there before costs, and none after them.
 * Highs and lows are drawn from the law of a Brownian bridge between open and close.
 *
 * @throws  Invariant, when a plan is out of range.
 * @see     J. Hamilton, "A New Approach to the Economic Analysis of Nonstationary Time Series", Econometrica 57(2), 1989;
 *          T. Bollerslev, "Generalized Autoregressive Conditional Heteroskedasticity", Journal of Econometrics 31, 1986;
 *          R. Merton, "Option Pricing when Underlying Stock Returns are Discontinuous", JFE 3, 1976.
 */
export function regimeMarket(plan: MarketPlan, rng: Rng): RegimeMarket {
  checkPlan(plan);
  const { bars: count, interval } = plan;
  const column = (): Float64Array => new Float64Array(count);
  const bars = {
    openTimeMs: column(),
    open: column(),
    high: column(),
    low: column(),
    close: column(),
    volume: column(),
  };
  const regimes = new Uint8Array(count);
  const step = mover(plan, rng);
  let [atMs, last] = [plan.fromMs, plan.price];
  for (let at = 0; at < count; at++) {
    const { regime, gap, move, deviation } = step();
    const open = last * exp(gap);
    const close = open * exp(move);
    bars.openTimeMs[at] = atMs;
    bars.open[at] = open;
    bars.close[at] = close;
    bars.high[at] = max(open, close, open * exp(bridgeTop(move, deviation, rng)));
    bars.low[at] = min(open, close, open * exp(-bridgeTop(-move, deviation, rng)));
    bars.volume[at] = plan.volume * (0.5 + rng.next() + abs(move) / deviation);
    regimes[at] = regime;
    atMs = nextOpenTime(atMs, interval);
    last = close;
  }
  return { bars, regimes };
}

function checkPlan({ bars, price, regimes, clustering, jumps, volume }: MarketPlan): void {
  invariant(Number.isInteger(bars) && bars >= 2, 'a market has at least two bars');
  invariant(price > 0 && volume > 0, 'price and volume are positive');
  invariant(regimes.length > 0 && regimes.length <= 256, 'a market has 1 to 256 regimes');
  invariant(
    regimes.every(({ volatility, bars: length }) => volatility > 0 && length >= 1),
    'a regime moves and lasts at least a bar',
  );
  const { shock, memory } = clustering;
  invariant(shock >= 0 && memory >= 0 && shock + memory < 1, 'shock and memory of volatility sum to less than one');
  invariant(
    jumps.rate >= 0 && jumps.rate <= 1 && jumps.deviation >= 0,
    'jumps have a rate in [0, 1] and a deviation >= 0',
  );
}

/** Draws bar after bar: the regime, the jump at its open, and what it makes from open to close. */
function mover({ regimes, clustering: { shock, memory }, jumps }: MarketPlan, rng: Rng) {
  let regime = rng.below(regimes.length);
  let heat = 1;
  // the mean of exp(jump) is exp(deviation^2 / 2): taken out again, so that jumps do not push the price up
  const jumpPull = log(1 + jumps.rate * (exp(jumps.deviation ** 2 / 2) - 1));
  return () => {
    if (regimes.length > 1 && rng.next() < 1 / regimes[regime]!.bars)
      regime = (regime + 1 + rng.below(regimes.length - 1)) % regimes.length;
    const { drift, volatility } = regimes[regime]!;
    const deviation = volatility * sqrt(heat);
    const shocked = rng.normal();
    const gap = (rng.next() < jumps.rate ? jumps.deviation * rng.normal() : 0) - jumpPull;
    heat = 1 - shock - memory + heat * (shock * shocked * shocked + memory);
    return { regime, gap, move: drift - deviation ** 2 / 2 + deviation * shocked, deviation };
  };
}

/**
 * How far a Brownian bridge from 0 to `end` rises: exact in law.
 *
 * @see P. Glasserman, Monte Carlo Methods in Financial Engineering, 2003, section 6.4 (maximum of a bridge).
 */
const bridgeTop = (end: number, deviation: number, rng: Rng): number =>
  (end + sqrt(end * end - 2 * deviation * deviation * log(1 - rng.next()))) / 2;
