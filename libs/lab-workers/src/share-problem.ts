import type { LabInstrument, Problem } from '@orbiquant/lab';
import type { Bars } from '@orbiquant/quant';

/** The problem with its bars in shared memory: posting it to a worker then copies no column. */
export const shareProblem = (problem: Problem): Problem => ({
  ...problem,
  instruments: problem.instruments.map(shareInstrument),
});

const shareInstrument = (instrument: LabInstrument): LabInstrument => ({
  ...instrument,
  bars: shareBars(instrument.bars),
  ...(instrument.finerBars ? { finerBars: shareBars(instrument.finerBars) } : {}),
});

const shareBars = ({ openTimeMs, open, high, low, close, volume }: Bars): Bars => ({
  openTimeMs: shareColumn(openTimeMs),
  open: shareColumn(open),
  high: shareColumn(high),
  low: shareColumn(low),
  close: shareColumn(close),
  volume: shareColumn(volume),
});

function shareColumn(column: Float64Array): Float64Array {
  if (column.buffer instanceof SharedArrayBuffer) return column;
  const shared = new Float64Array(new SharedArrayBuffer(column.byteLength));
  shared.set(column);
  return shared;
}
