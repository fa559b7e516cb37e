import type { Bars } from '@orbiquant/quant';
import type { PriceColumn } from '../language/operand.ts';

/** A column of bars, or the mean of some of them bar by bar; quote units (volume: base units). */
export function priceColumn(bars: Bars, price: PriceColumn): Float64Array {
  const { open, high, low, close } = bars;
  const mean = (...columns: Float64Array[]): Float64Array =>
    close.map((_unused, at) => columns.reduce((sum, column) => sum + column[at]!, 0) / columns.length);
  switch (price) {
    case 'hl2':
      return mean(high, low);
    case 'hlc3':
      return mean(high, low, close);
    case 'ohlc4':
      return mean(open, high, low, close);
    default:
      return bars[price];
  }
}
