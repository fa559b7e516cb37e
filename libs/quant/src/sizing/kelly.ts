import { invariant } from '@orbiquant/kernel';
import type { Sized } from './sized.ts';

/** How much of the Kelly bet is taken, in (0, 1], default 1 (half-Kelly is 0.5); and the most that is ever bet. */
export type KellyOptions = { multiplier?: number; fractionMax?: number };

/**
 * Full Kelly fraction of a bet that wins `payoff` times the stake or loses it: p - (1 - p) / b.
 *
 * @param winProbability  In [0, 1].
 * @param payoff          Won per unit staked, > 0.
 * @returns               Fraction of capital; NEGATIVE when the bet loses on average (do not take it).
 * @throws                Invariant, when inputs are outside these ranges.
 * @see                   J. Kelly, "A New Interpretation of Information Rate", Bell System Technical Journal 35(4), 1956.
 */
export function kellyFraction(winProbability: number, payoff: number): number {
  invariant(winProbability >= 0 && winProbability <= 1, 'a probability lies in [0, 1]');
  invariant(payoff > 0, 'a payoff is above zero');
  return winProbability - (1 - winProbability) / payoff;
}

/**
 * Full Kelly leverage of an asset with normal returns: (mean - risk free) / variance.
 *
 * @param asset  `mean`, `riskFree` and `volatility` of one period (usually a year), fractions; volatility > 0.
 * @returns      Multiple of capital (2 = twice levered); NEGATIVE when holding cash is better.
 * @throws       Invariant, when the volatility is not above zero.
 * @see          E. Thorp, "The Kelly Criterion in Blackjack, Sports Betting and the Stock Market", 2006, section 7.
 */
export function kellyLeverage(asset: { mean: number; riskFree?: number; volatility: number }): number {
  invariant(asset.volatility > 0, 'a volatility is above zero');
  return (asset.mean - (asset.riskFree ?? 0)) / asset.volatility ** 2;
}

/**
 * The Kelly bet to take: full Kelly times a multiplier, never above a maximum, refused without an edge.
 *
 * @param fullKelly  From `kellyFraction` or `kellyLeverage`.
 * @param options    `multiplier` in (0, 1], default 1; `fractionMax` > 0, default 1 (no leverage).
 * @returns          `fraction` of capital, or the refusal `negative-edge` at zero or below.
 * @throws           Invariant, when options are outside these ranges or full Kelly is NaN.
 * @see              L. MacLean, E. Thorp, W. Ziemba, "Good and bad properties of the Kelly criterion", 2010.
 */
export function kellyBet(fullKelly: number, { multiplier = 1, fractionMax = 1 }: KellyOptions = {}): Sized<'fraction'> {
  invariant(!Number.isNaN(fullKelly), 'a Kelly fraction is a number');
  invariant(multiplier > 0 && multiplier <= 1, 'a Kelly multiplier lies in (0, 1]');
  invariant(fractionMax > 0, 'a largest fraction is above zero');
  if (fullKelly <= 0) return { ok: false, refusal: 'negative-edge' };
  return { ok: true, fraction: Math.min(fullKelly * multiplier, fractionMax) };
}
