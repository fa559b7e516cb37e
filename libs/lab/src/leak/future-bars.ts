import type { Interval } from '@orbiquant/contracts';
import { nextOpenTime } from '@orbiquant/market';
import type { Bars } from '@orbiquant/quant';
import { joinBars, mapBars } from './copy-bars.ts';
import { probeBars } from './probe-bars.ts';

const COUNT = 200;

/** The same bars, and after them more than a week of hours of a market that has moved to another level. */
export function futureBars(bars: Bars, interval: Interval): Bars {
  const future = probeBars('future', COUNT, interval);
  let atMs = bars.openTimeMs.at(-1)!;
  const times = Float64Array.from({ length: COUNT }, () => (atMs = nextOpenTime(atMs, interval)));
  const level = (bars.close.at(-1)! * 3) / future.open[0]!;
  const moved = mapBars(future, (column, name) =>
    name === 'openTimeMs' ? times : name === 'volume' ? column : column.map((price) => price * level),
  );
  return joinBars(bars, moved);
}
