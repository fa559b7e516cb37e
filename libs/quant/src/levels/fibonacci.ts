import { columnsOf } from '../indicator/columns-of.ts';
import { defineIndicator } from '../indicator/define-indicator.ts';
import { bars } from '../indicator/parameter.ts';
import type { Ranges } from '../indicator/prices.ts';
import { Swings } from '../structure/swings.ts';

/** Shares of a swing that traders expect price to take back. */
const SHARES = [0.236, 0.382, 0.5, 0.618, 0.786] as const;

/** Registry entry of `fibonacci`. */
export const fibonacciIndicator = defineIndicator({
  name: 'fibonacci',
  family: 'levels',
  meaning: 'Fibonacci retracements of the last confirmed swing, counted back from its end.',
  source: 'C. Boroden, Fibonacci Trading, 2008',
  inputs: ['high', 'low'],
  parameters: { span: bars(5) },
  outputs: ['level236', 'level382', 'level500', 'level618', 'level786'],
  sparse: ['level236', 'level382', 'level500', 'level618', 'level786'],
  pane: 'price',
  warmUp: ({ span }) => 2 * span,
  open: ({ span }) => {
    const swings = new Swings({ left: span, right: span });
    const leg = { high: NaN, low: NaN, up: false };
    return (row, out) => {
      swings.next(row[0]!, row[1]!);
      if (!Number.isNaN(swings.high)) {
        leg.high = swings.high;
        leg.up = true;
      }
      if (!Number.isNaN(swings.low)) {
        leg.low = swings.low;
        leg.up = false;
      }
      const { high, low, up } = leg;
      for (let k = 0; k < SHARES.length; k++) {
        const back = SHARES[k]! * (high - low);
        out[k] = up ? high - back : low + back;
      }
    };
  },
});

/**
 * Fibonacci retracements of the last confirmed swing.
 *
 * @param ranges  `high` and `low`, quote units, equally long, oldest first; `span` bars on both sides make a swing, >= 1.
 * @returns       `level236` .. `level786`, quote units: below a swing high that was confirmed last, above a swing low; NaN until
 *                one of each is confirmed. A bar that confirms both counts as a low.
 * @see           C. Boroden, Fibonacci Trading, 2008.
 */
export const fibonacci = (ranges: Ranges, span: number) => columnsOf(fibonacciIndicator, ranges, { span });
