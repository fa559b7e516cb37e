import { columnsOf } from '../indicator/columns-of.ts';
import { defineIndicator } from '../indicator/define-indicator.ts';
import { bars, factor } from '../indicator/parameter.ts';
import type { Ranges } from '../indicator/prices.ts';

/** The last bars' volume spread over price, rebuilt at each bar. */
class Profile {
  top = NaN;
  bottom = NaN;
  readonly volumes: Float64Array;
  private readonly ring: Float64Array;
  private readonly period: number;
  private bar = 0;

  constructor(period: number, rows: number) {
    this.period = period;
    this.volumes = new Float64Array(rows);
    this.ring = new Float64Array(3 * period);
  }

  /** Takes high, low and volume; tells whether the window is full. */
  next(row: ArrayLike<number>): boolean {
    const place = 3 * (this.bar % this.period);
    for (let k = 0; k < 3; k++) this.ring[place + k] = row[k]!;
    this.bar++;
    if (this.bar < this.period) return false;
    this.build();
    return true;
  }

  private build(): void {
    const { ring, volumes } = this;
    this.top = -Infinity;
    this.bottom = Infinity;
    for (let at = 0; at < ring.length; at += 3) {
      this.top = Math.max(this.top, ring[at]!);
      this.bottom = Math.min(this.bottom, ring[at + 1]!);
    }
    volumes.fill(0);
    for (let at = 0; at < ring.length; at += 3) this.spread(at);
  }

  /** A bar's volume goes to the rows of its range in proportion to what of the range lies in each. */
  private spread(at: number): void {
    const { ring, volumes, bottom } = this;
    const height = (this.top - bottom) / volumes.length;
    const [high, low, volume] = [ring[at]!, ring[at + 1]!, ring[at + 2]!];
    const last = volumes.length - 1;
    const from = height === 0 ? 0 : Math.min(last, Math.floor((low - bottom) / height));
    const to = height === 0 ? 0 : Math.min(last, Math.floor((high - bottom) / height));
    if (from === to) {
      volumes[from] = volumes[from]! + volume;
      return;
    }
    for (let k = from; k <= to; k++) {
      const share = Math.min(high, bottom + (k + 1) * height) - Math.max(low, bottom + k * height);
      volumes[k] = volumes[k]! + (volume * Math.max(0, share)) / (high - low);
    }
  }
}

/** The row with most volume; the lowest of equals. */
function busiest(volumes: Float64Array): number {
  let best = 0;
  for (let k = 1; k < volumes.length; k++) if (volumes[k]! > volumes[best]!) best = k;
  return best;
}

/** Grows from the busiest row towards the busier neighbour until it holds the share; writes first and last row. */
function valueArea(volumes: Float64Array, { best, share }: { best: number; share: number }, rows: Int32Array): void {
  let [low, high, held, total] = [best, best, volumes[best]!, 0];
  for (let k = 0; k < volumes.length; k++) total += volumes[k]!;
  const last = volumes.length - 1;
  while (held < share * total && (low > 0 || high < last)) {
    const above = high < last ? volumes[high + 1]! : -1;
    const below = low > 0 ? volumes[low - 1]! : -1;
    held += Math.max(above, below);
    if (above >= below) high++;
    else low--;
  }
  rows[0] = low;
  rows[1] = high;
}

/** Registry entry of `volumeProfile`. */
export const volumeProfileIndicator = defineIndicator({
  name: 'volume-profile',
  family: 'volume',
  meaning: 'Volume profile of the last bars: the price with most volume (POC) and the value area around it (VAH, VAL).',
  source: 'P. Steidlmayer, Markets and Market Logic, 1986',
  inputs: ['high', 'low', 'volume'],
  parameters: {
    period: bars(100),
    rows: { kind: 'integer', min: 2, max: 1_000, default: 24 },
    valueArea: factor(0.7, 0.01, 1),
  },
  outputs: ['poc', 'vah', 'val'],
  pane: 'price',
  warmUp: ({ period }) => period - 1,
  open: ({ period, rows, valueArea: share }) => {
    const profile = new Profile(period, rows);
    const area = new Int32Array(2);
    return (row, out) => {
      if (!profile.next(row)) return;
      const { bottom, top, volumes } = profile;
      const height = (top - bottom) / rows;
      const best = busiest(volumes);
      valueArea(volumes, { best, share }, area);
      out[0] = bottom + (best + 0.5) * height;
      out[1] = bottom + (area[1]! + 1) * height;
      out[2] = bottom + area[0]! * height;
    };
  },
});

/**
 * Volume profile over a rolling window. The window's range is cut into equal rows; each bar's volume is spread evenly
 * over its own range, since bars do not tell where in it trades took place.
 *
 * @param columns     `high`, `low` in quote units, `volume` in base units, equally long, oldest first.
 * @param parameters  `period` in bars, `rows` 2 to 1,000, `valueArea` the share of volume that the area holds (0.7).
 * @returns           `poc` (middle of the busiest row), `vah`, `val` (outer edges of the area), quote units; NaN for the first
 *                    `period - 1` bars. Time grows with period and rows.
 * @see               P. Steidlmayer, Markets and Market Logic, 1986.
 */
export const volumeProfile = (
  columns: Ranges & { readonly volume: Float64Array },
  parameters: { period: number; rows: number; valueArea: number },
) => columnsOf(volumeProfileIndicator, columns, parameters);
