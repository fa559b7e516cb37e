import type { Interval, Reason, Vote } from '@orbiquant/contracts';
import { hma, sma } from '@orbiquant/quant';
import type { Intent } from '../intent.ts';
import { real, whole } from '../parameter-spec.ts';
import type { AccountView, StrategyMarket, TradingStrategy } from '../trading-strategy.ts';

const NAME = 'hma-sma';

/**
 * Long while the close stands above its 200-bar average and the 200-bar Hull averages of the last closed hour and of
 * the last closed four hours both rise; short is the mirror. It enters on the bar at which the set-up turns on, and
 * leaves on the bar at which it is gone.
 *
 * @see Market rule of the house: docs/strategies.md, "HMA/SMA".
 */
export const hmaSma: TradingStrategy = {
  name: NAME,
  parameters: { average: whole(2, 400, 200), hull: whole(4, 400, 200), share: real(0.01, 1, 1) },
  intervals: () => ['1h', '4h'],
  warmUp: ({ average = 200, hull = 200 }) => ({ base: average, '1h': hullBars(hull), '4h': hullBars(hull) }),
  prepare(market, { average = 200, hull = 200, share = 1 }) {
    const setup = hmaSmaSetup(market, { average, hull });
    const answers = answersOf(share);
    return {
      vote: setup.vote,
      decide(at, account) {
        const now = setup.side[at]!;
        const turns = now !== (setup.side[at - 1] ?? 0);
        return turns && account.openOrders === 0 ? turnTo(now, account, answers) : null;
      },
    };
  },
};

const answersOf = (share: number) => {
  const entry = { kind: 'enter', size: { kind: 'equity-fraction', value: share }, type: 'market' } as const;
  return {
    leave: { kind: 'exit', tag: 'setup-gone' },
    long: { ...entry, side: 'long', tag: 'setup-long' },
    short: { ...entry, side: 'short', tag: 'setup-short' },
  } as const satisfies Record<string, Intent>;
};

/** From what is held to what the set-up wants. */
function turnTo(
  side: number,
  { quantity, canShort }: AccountView,
  answers: ReturnType<typeof answersOf>,
): Intent[] | null {
  const held = Math.sign(quantity);
  if (held === side) return null;
  const intents: Intent[] = held === 0 ? [] : [answers.leave];
  if (side > 0) intents.push(answers.long);
  if (side < 0 && canShort) intents.push(answers.short);
  return intents.length > 0 ? intents : null;
}

/** Bars for a Hull average and one before it, so that a slope exists. */
const hullBars = (hull: number): number => hull + Math.floor(Math.sqrt(hull)) + 1;

/** The set-up bar by bar: +1 long, -1 short, 0 neither or still warming up; with the lines behind it. */
export type HmaSmaSetup = {
  readonly side: Int8Array;
  readonly average: Float64Array;
  readonly hour: Float64Array;
  readonly fourHours: Float64Array;
  vote(at: number): Vote;
};

/** The lines of the rule and where its set-up stands. Lines of coarser candles are on those candles' own bars. */
export function hmaSmaSetup(
  market: StrategyMarket,
  { average: averageBars, hull }: { average: number; hull: number },
): HmaSmaSetup {
  const { close } = market.base;
  const average = sma(close, averageBars);
  const lineOf = (interval: Interval): Float64Array =>
    hma(market.coarser.get(interval)?.close ?? new Float64Array(), hull);
  const [hour, fourHours] = [lineOf('1h'), lineOf('4h')];
  const known = hullBars(hull) - 1;
  const slopeOf = (line: Float64Array, at: number): number => (at < known ? NaN : slopeAt(line, at));
  const slopes = (at: number) => ({
    above: sign(close[at]! - average[at]!),
    hour: slopeOf(hour, market.closedIndexAt('1h', at)),
    fourHours: slopeOf(fourHours, market.closedIndexAt('4h', at)),
  });
  const side = Int8Array.from(close, (_unused, at) => sideOf(slopes(at)));
  const vote = (at: number): Vote => voteOf(slopes(at), { close: close[at]!, average: average[at]! });
  return { side, average, hour, fourHours, vote };
}

/** Each +1 when it speaks for a long, -1 when for a short, NaN while it is not known. */
type Slopes = { above: number; hour: number; fourHours: number };

const sign = (difference: number): number => (Number.isNaN(difference) ? NaN : difference > 0 ? 1 : -1);
const slopeAt = (line: Float64Array, at: number): number => sign((line[at] ?? NaN) - (line[at - 1] ?? NaN));

function sideOf({ above, hour, fourHours }: Slopes): number {
  const agreeing = above + hour + fourHours;
  return agreeing === 3 ? 1 : agreeing === -3 ? -1 : 0;
}

function voteOf(slopes: Slopes, figures: Reason['params']): Vote {
  const side = sideOf(slopes);
  return {
    strategy: NAME,
    stance: side > 0 ? 'long' : side < 0 ? 'short' : 'flat',
    strength: Math.abs(side),
    reasons: [
      { code: slopes.above > 0 ? 'hma-sma.above-sma' : 'hma-sma.below-sma', params: figures },
      { code: slopes.hour > 0 ? 'hma-sma.hour-rising' : 'hma-sma.hour-falling', params: {} },
      { code: slopes.fourHours > 0 ? 'hma-sma.four-hours-rising' : 'hma-sma.four-hours-falling', params: {} },
    ],
  };
}
