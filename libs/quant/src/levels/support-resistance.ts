import { columnsOf } from '../indicator/columns-of.ts';
import { defineIndicator } from '../indicator/define-indicator.ts';
import { bars, factor } from '../indicator/parameter.ts';
import type { Prices } from '../indicator/prices.ts';
import { Swings } from '../structure/swings.ts';

type Clustering = { readonly memory: number; readonly tolerancePct: number; readonly touches: number };

/** The last confirmed swings, gathered into levels: neighbours in price that are closer than the tolerance. */
class Clusters {
  private readonly settings: Clustering;
  private readonly ring: Float64Array;
  private readonly sorted: Float64Array;
  private readonly levels: Float64Array;
  private count = 0;
  private found = 0;

  constructor(settings: Clustering) {
    this.settings = settings;
    this.ring = new Float64Array(settings.memory);
    this.sorted = new Float64Array(settings.memory);
    this.levels = new Float64Array(settings.memory);
  }

  add(price: number): void {
    if (Number.isNaN(price)) return;
    this.ring[this.count % this.ring.length] = price;
    this.count++;
    this.gather();
  }

  /** Highest level at or below the price, NaN if none. */
  below(price: number): number {
    let best = NaN;
    for (let k = 0; k < this.found && this.levels[k]! <= price; k++) best = this.levels[k]!;
    return best;
  }

  /** Lowest level above the price, NaN if none. */
  above(price: number): number {
    for (let k = 0; k < this.found; k++) if (this.levels[k]! > price) return this.levels[k]!;
    return NaN;
  }

  private gather(): void {
    const size = Math.min(this.count, this.ring.length);
    const sorted = this.sorted.subarray(0, size);
    sorted.set(this.ring.subarray(0, size));
    sorted.sort();
    this.found = 0;
    let [sum, members] = [0, 0];
    for (const price of sorted) {
      const apart = members > 0 && price > (sum / members) * (1 + this.settings.tolerancePct / 100);
      if (apart) this.close(sum, members);
      sum = apart ? price : sum + price;
      members = apart ? 1 : members + 1;
    }
    this.close(sum, members);
  }

  private close(sum: number, members: number): void {
    if (members < this.settings.touches) return;
    this.levels[this.found] = sum / members;
    this.found++;
  }
}

/** Registry entry of `supportResistance`. */
export const supportResistanceIndicator = defineIndicator({
  name: 'support-resistance',
  family: 'levels',
  meaning: 'Support and resistance: the nearest prices at which several confirmed swings have turned.',
  source: 'Clustered confirmed swings; R. Edwards, J. Magee, Technical Analysis of Stock Trends, 1948',
  inputs: ['high', 'low', 'close'],
  parameters: {
    span: bars(5),
    memory: { kind: 'integer', min: 2, max: 500, default: 40 },
    tolerancePct: factor(0.5, 0.001, 20),
    touches: { kind: 'integer', min: 1, max: 50, default: 2 },
  },
  outputs: ['support', 'resistance'],
  sparse: ['support', 'resistance'],
  pane: 'price',
  warmUp: ({ span }) => 2 * span,
  open: ({ span, ...settings }) => {
    const swings = new Swings({ left: span, right: span });
    const clusters = new Clusters(settings);
    return (row, out) => {
      swings.next(row[0]!, row[1]!);
      clusters.add(swings.high);
      clusters.add(swings.low);
      out[0] = clusters.below(row[2]!);
      out[1] = clusters.above(row[2]!);
    };
  },
});

/**
 * Support and resistance around the close.
 *
 * @param prices      Equally long columns, quote units, oldest first.
 * @param parameters  `span` bars on both sides make a swing; the last `memory` swings are kept; swings within `tolerancePct` per
 *                    cent of their mean are one level; a level needs `touches` swings.
 * @returns           `support` at or below and `resistance` above the close, quote units; NaN where there is none.
 */
export const supportResistance = (prices: Prices, parameters: Clustering & { readonly span: number }) =>
  columnsOf(supportResistanceIndicator, prices, parameters);
