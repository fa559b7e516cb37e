import { columnOf } from '../indicator/columns-of.ts';
import { defineIndicator } from '../indicator/define-indicator.ts';
import { bars } from '../indicator/parameter.ts';
import type { TradedPrices } from '../indicator/prices.ts';
import { Lag } from '../indicator/rolling/lag.ts';
import { RollingSum } from '../indicator/rolling/rolling-sum.ts';

/** Registry entry of `mfi`. */
export const mfiIndicator = defineIndicator({
  name: 'mfi',
  family: 'volume',
  meaning: 'Money flow index: turnover of rising bars as a share of all turnover, 0 to 100; an RSI that counts volume.',
  source: 'TA-Lib MFI; G. Quong, A. Soudack, 1989',
  inputs: ['high', 'low', 'close', 'volume'],
  parameters: { period: bars(14) },
  outputs: ['value'],
  pane: 'own',
  warmUp: ({ period }) => period,
  open: ({ period }) => {
    const before = new Lag(1);
    const [rising, falling] = [new RollingSum(period), new RollingSum(period)];
    return (row, out) => {
      const typical = (row[0]! + row[1]! + row[2]!) / 3;
      const change = typical - before.next(typical);
      if (Number.isNaN(change)) return;
      const turnover = typical * row[3]!;
      const up = rising.next(change > 0 ? turnover : 0);
      const down = falling.next(change < 0 ? turnover : 0);
      out[0] = up + down === 0 ? 50 : (100 * up) / (up + down);
    };
  },
});

/**
 * Money flow index.
 *
 * @param traded  Equally long columns, oldest first; `period` in bars, a whole number >= 1 (14).
 * @returns       0 to 100; 50 where no money flowed (TA-Lib says 0); NaN for the first `period` bars.
 * @see           TA-Lib, function MFI.
 */
export const mfi = (traded: TradedPrices, period: number): Float64Array => columnOf(mfiIndicator, traded, { period });
