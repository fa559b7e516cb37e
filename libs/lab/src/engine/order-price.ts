import type { Filling } from './filling.ts';
import type { Lane } from './lane.ts';
import type { SlippageModel } from './request.ts';

/** The price of a taking order after slippage, kept inside the bar's [low, high]. Quote units. */
export function slippedPrice(lane: Lane, model: SlippageModel, filling: Filling): number {
  if (model.kind === 'none') return filling.reference;
  const price = filling.reference + filling.side * slip(lane, model, filling);
  return Math.min(Math.max(price, lane.now.low), lane.now.high);
}

function slip({ now }: Lane, model: SlippageModel, { quantity, reference }: Filling): number {
  switch (model.kind) {
    case 'bps':
      return (reference * model.bps) / 10_000;
    case 'range-share':
      return model.share * (now.high - now.low);
    case 'square-root-impact':
      return reference * model.coefficient * Math.sqrt(quantity / now.volume);
    default:
      return 0;
  }
}

/** The largest multiple of `step` not above `quantity`; a step of 0 leaves it as it is. Base units. */
export function floorToStep(quantity: number, step: number): number {
  return step === 0 ? quantity : onGrid(Math.floor((quantity / step) * (1 + 1e-15)), step);
}

/** A price moved to its tick, never to the better side for the one who waits: buys down, sells up. Quote units. */
export function tickPrice(price: number, tick: number, side: number): number {
  if (tick === 0) return price;
  const ticks = price / tick;
  const nearest = Math.round(ticks);
  if (Math.abs(ticks - nearest) < 1e-9 * nearest) return onGrid(nearest, tick);
  return onGrid(Math.max(side > 0 ? Math.floor(ticks) : Math.ceil(ticks), 1), tick);
}

/** `count` steps as the double nearest to the decimal: 3 x 0.1 is 0.3. */
function onGrid(count: number, step: number): number {
  const inverse = Math.round(1 / step);
  return inverse > 0 && Math.abs(inverse * step - 1) < 1e-12 ? count / inverse : count * step;
}
