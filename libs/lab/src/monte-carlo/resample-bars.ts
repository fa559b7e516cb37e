import type { LabInstrument } from '../engine/request.ts';
import { firstAt } from '../trial/first-at.ts';

/** Bound once: look-ups of globals in a loop are slow in a sandboxed realm. */
const { max, min } = Math;

/**
 * The history of an instrument put together anew from its own bars: each keeps its shape and its gap to the close
 * before it, as ratios, so that prices go on from each other and open and close stay between low and high.
 *
 * @param positions  For each step, the step whose bar is taken; an instrument without a bar there has none here.
 * @param timeMs     Open time of each step, epoch ms.
 * @returns          The same instrument on other bars. Finer bars and funding belong to the real past and are left out.
 */
export function resampleBars(instrument: LabInstrument, positions: Int32Array, timeMs: Float64Array): LabInstrument {
  const { finerBars: _finer, funding: _funding, bars, ...rest } = instrument;
  const taken = takenBars(bars.openTimeMs, positions, timeMs);
  const count = taken.length;
  const column = (): Float64Array => new Float64Array(count);
  const out = {
    openTimeMs: column(),
    open: column(),
    high: column(),
    low: column(),
    close: column(),
    volume: column(),
  };
  let last = bars.open[0]!;
  for (let at = 0; at < count; at++) {
    const { row, step } = taken[at]!;
    const scale = last / (row === 0 ? bars.open[0]! : bars.close[row - 1]!);
    const [open, close] = [bars.open[row]! * scale, bars.close[row]! * scale];
    out.openTimeMs[at] = timeMs[step]!;
    out.open[at] = open;
    out.close[at] = close;
    // rounding may not push an end of the bar outside of it
    out.high[at] = max(bars.high[row]! * scale, open, close);
    out.low[at] = min(bars.low[row]! * scale, open, close);
    out.volume[at] = bars.volume[row]!;
    last = close;
  }
  return { ...rest, bars: out };
}

/** Which bar stands at which step: those of the drawn steps at which the instrument has a bar. */
function takenBars(openTimeMs: Float64Array, positions: Int32Array, timeMs: Float64Array) {
  const isWhole = openTimeMs.length === timeMs.length;
  const taken: Array<{ row: number; step: number }> = [];
  for (let step = 0; step < positions.length; step++) {
    const from = positions[step]!;
    const row = isWhole ? from : firstAt(openTimeMs, timeMs[from]!);
    if (isWhole || openTimeMs[row] === timeMs[from]) taken.push({ row, step });
  }
  return taken;
}
