import type { Rules } from '../language/rules.ts';

const strength = { series: 'strength' };

/**
 * Buys weakness inside an uptrend and sells the recovery.
 *
 * @see L. Connors, C. Alvarez, Short Term Trading Strategies That Work, 2009 (short RSI above a long average).
 */
export const rsiReversionRules: Rules = {
  schema: 1,
  name: 'rsi-reversion-rules',
  description: 'Buys an oversold close above the long average; sells when strength is back, at the stop, or in time.',
  parameters: [
    { name: 'bars', kind: 'integer', min: 2, max: 50, default: 14 },
    { name: 'low', kind: 'number', min: 5, max: 45, default: 30 },
    { name: 'high', kind: 'number', min: 50, max: 90, default: 55 },
    { name: 'stopRanges', kind: 'number', min: 0.5, max: 10, default: 3 },
  ],
  series: [
    { name: 'strength', indicator: 'rsi', parameters: { period: { parameter: 'bars' } } },
    { name: 'trend', indicator: 'sma', parameters: { period: 200 } },
    { name: 'range', indicator: 'atr', parameters: { period: 14 } },
  ],
  entries: {
    long: {
      all: [
        { compare: 'above', left: { price: 'close' }, right: { series: 'trend' } },
        { compare: 'below', left: strength, right: { parameter: 'low' } },
      ],
    },
  },
  exits: {
    long: {
      when: { compare: 'above', left: strength, right: { parameter: 'high' } },
      stop: { ranges: { parameter: 'stopRanges' }, of: 'range' },
      barsMax: 48,
    },
  },
  sizing: { kind: 'risk-fraction', value: 0.01 },
  cooldownBars: 3,
};
