import { LabOrder } from '@orbiquant/contracts';
import { seededRng } from '@orbiquant/kernel';
import type { Bars } from '@orbiquant/quant';
import type { LabInstrument } from '../../engine/request.ts';
import { edgePlan } from '../../synthetic/noise-plan.ts';
import { regimeMarket } from '../../synthetic/regime-market.ts';

/** Hours of a market in which a trend rule earns, so that searches have something to find. */
export const trendingBars = (seed: string, count: number): Bars =>
  regimeMarket({ ...edgePlan(0.001, 240), bars: count }, seededRng(seed)).bars;

export const instrumentOver = (bars: Bars, symbol = 'BTCUSDT'): LabInstrument => ({
  symbol,
  interval: '1h',
  bars,
  market: 'perpetual',
  filters: { tickSize: 0.01, stepSize: 0.00001, quantityMin: 0.00001, notionalMin: 5 },
  leverageMax: 1,
});

/** An order over bars as the API would have parsed it. */
export function orderOver(bars: Bars, changes: Readonly<Record<string, unknown>>): LabOrder {
  return LabOrder.parse({
    kind: 'backtest',
    strategy: 'sma-cross',
    parameters: { fast: 12, slow: 48 },
    symbols: ['BTCUSDT'],
    interval: '1h',
    fromMs: bars.openTimeMs[0],
    toMs: bars.openTimeMs.at(-1)! + 3_600_000,
    assumptions: { market: 'perpetual', allowShort: true },
    seed: 'spec',
    ...changes,
  });
}
