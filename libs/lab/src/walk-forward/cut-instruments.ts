import type { Bars } from '@orbiquant/quant';
import type { LabInstrument } from '../engine/request.ts';
import { firstAt } from '../trial/first-at.ts';

/** A stretch of time, epoch ms, half-open: `fromMs` included, `toMs` not. */
export type Span = { readonly fromMs: number; readonly toMs: number };

/** Instruments as if their history were a stretch of time only; those with hardly a bar in it are left out. No column is copied. */
export const cutInstruments = (instruments: readonly LabInstrument[], span: Span): LabInstrument[] =>
  instruments.map((one) => cutInstrument(one, span)).filter(({ bars }) => bars.close.length >= BARS_MIN);

/** What the engine takes for a history at all. */
const BARS_MIN = 2;

function cutInstrument({ bars, finerBars, funding, ...rest }: LabInstrument, span: Span): LabInstrument {
  const paid = funding?.filter(({ atMs }) => atMs >= span.fromMs && atMs < span.toMs);
  return {
    ...rest,
    bars: cutBars(bars, span),
    ...(finerBars ? { finerBars: cutBars(finerBars, span) } : {}),
    ...(paid ? { funding: paid } : {}),
  };
}

function cutBars(bars: Bars, { fromMs, toMs }: Span): Bars {
  const [from, to] = [firstAt(bars.openTimeMs, fromMs), firstAt(bars.openTimeMs, toMs)];
  return {
    openTimeMs: bars.openTimeMs.subarray(from, to),
    open: bars.open.subarray(from, to),
    high: bars.high.subarray(from, to),
    low: bars.low.subarray(from, to),
    close: bars.close.subarray(from, to),
    volume: bars.volume.subarray(from, to),
  };
}
