import { invariant } from '@orbiquant/kernel';
import type { Sized } from './sized.ts';

/**
 * Volatility target: more capital at work in calm markets, less in wild ones, for the same risk.
 *
 * @param options  `targetVolatility` and `volatility` (forecast) of one unit of time, fractions, target > 0; `leverageMax` > 0, default 1;
 *                 `edge`, the expected return per unit of time, refuses the trade at zero or below where it is given.
 * @returns        `leverage`, a multiple of capital: min(target / forecast, leverageMax); the refusal `no-risk-defined` when the
 *                 forecast is zero or NaN (an unknown risk is not a small one), `negative-edge` without an edge.
 * @throws         Invariant, when target or leverage is not above zero or the forecast is negative.
 * @see            C. Harvey, E. Hoyle et al., "The Impact of Volatility Targeting", Journal of Portfolio Management 45(1), 2018.
 */
export function volatilityTarget(options: {
  targetVolatility: number;
  volatility: number;
  leverageMax?: number;
  edge?: number;
}): Sized<'leverage'> {
  const { targetVolatility, volatility, leverageMax = 1, edge } = options;
  invariant(targetVolatility > 0 && leverageMax > 0, 'target and largest leverage are above zero');
  invariant(!(volatility < 0), 'a volatility is not negative');
  if (edge !== undefined && !(edge > 0)) return { ok: false, refusal: 'negative-edge' };
  if (!(volatility > 0)) return { ok: false, refusal: 'no-risk-defined' };
  return { ok: true, leverage: Math.min(targetVolatility / volatility, leverageMax) };
}
