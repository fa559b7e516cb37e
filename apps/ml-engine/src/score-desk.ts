import type { ModelScore } from '@orbiquant/contracts';
import type { Clock } from '@orbiquant/kernel';
import { nextOpenTime } from '@orbiquant/market';
import type { Call } from '@orbiquant/platform-http';
import { judgeForecasts } from '@orbiquant/signal';
import type { OpenForecast, ScoreRepository, ServedVersion } from '@orbiquant/signal-store';
import { readBars } from './lab/read-instruments.ts';

/** Forecasts that a judgement looks back on. */
const JUDGED_ROWS = 2_000;

/** What scoring works with. */
export type ScoreDesk = { scores: ScoreRepository; dataService: Call; clock: Clock };

/** What one round came to: forecasts scored, forecasts whose candles are missing, and how every version stands now. */
export type ScoreRound = { scored: number; unscorable: number; models: ModelScore[] };

/** Notes what came of every forecast whose time is over by the market's own candles, and judges each version by them. Harmless to repeat. */
export async function scoreRound({ scores, dataService, clock }: ScoreDesk, limit: number): Promise<ScoreRound> {
  const round: ScoreRound = { scored: 0, unscorable: 0, models: [] };
  for (const group of grouped(await scores.open(limit))) {
    const outcomes = await outcomesOf(dataService, group);
    await scores.note(outcomes);
    round.scored += outcomes.filter(({ outcomeLogRange }) => outcomeLogRange !== null).length;
    round.unscorable += outcomes.filter(({ outcomeLogRange }) => outcomeLogRange === null).length;
  }
  for (const version of await scores.served(JUDGED_ROWS)) {
    const score = scoreOf(version, clock.nowMs());
    await scores.record(score);
    round.models.push(score);
  }
  return round;
}

/** Forecasts of one instrument and interval together: their candles are read at once. */
const grouped = (open: readonly OpenForecast[]): OpenForecast[][] => [
  ...Map.groupBy(open, ({ symbol, interval }) => `${symbol} ${interval}`).values(),
];

type Outcome = { predictionId: string; outcomeLogRange: number | null };

async function outcomesOf(dataService: Call, group: readonly OpenForecast[]): Promise<Outcome[]> {
  const { symbol, interval } = group[0]!;
  const fromMs = Math.min(...group.map(({ asOfMs }) => asOfMs));
  const toMs = nextOpenTime(Math.max(...group.map(endOf)), interval);
  const { openTimeMs, high, low } = await readBars(dataService, { symbol, interval, fromMs, toMs });
  const rowAt = new Map(Array.from(openTimeMs, (atMs, row) => [atMs, row]));
  const newestMs = openTimeMs.length === 0 ? -Infinity : nextOpenTime(openTimeMs.at(-1)!, interval);
  return group
    .filter((forecast) => endOf(forecast) <= newestMs)
    .map((forecast) => ({
      predictionId: forecast.predictionId,
      outcomeLogRange: rangeOf(forecast, rowAt, { high, low }),
    }));
}

/** When a forecast's time is over: the close of the last bar that it speaks of. */
function endOf({ asOfMs, interval, horizonBars }: OpenForecast): number {
  let endMs = asOfMs;
  for (let bar = 0; bar < horizonBars; bar++) endMs = nextOpenTime(endMs, interval);
  return endMs;
}

type Extremes = { high: Float64Array; low: Float64Array };

/** ln(highest / lowest) over the horizon; null when a bar of it is missing. */
function rangeOf(
  { asOfMs, interval, horizonBars }: OpenForecast,
  rowAt: ReadonlyMap<number, number>,
  bars: Extremes,
): number | null {
  let [top, bottom, atMs] = [-Infinity, Infinity, asOfMs];
  for (let bar = 0; bar < horizonBars; bar++) {
    const row = rowAt.get(atMs);
    if (row === undefined) return null;
    top = Math.max(top, bars.high[row]!);
    bottom = Math.min(bottom, bars.low[row]!);
    atMs = nextOpenTime(atMs, interval);
  }
  const range = Math.log(top / bottom);
  return range > 0 ? range : null;
}

function scoreOf({ modelId, version, horizonBars, model, baseline }: ServedVersion, scoredAtMs: number): ModelScore {
  const { rows, meanAbsoluteError, qlike, coverage, driftZ, verdict } = judgeForecasts(model, horizonBars);
  const missed = model.map(({ outcome }, row) => Math.abs(outcome - baseline[row]!));
  const baselineMeanAbsoluteError = missed.reduce((sum, miss) => sum + miss, 0) / rows;
  return {
    modelId,
    version,
    scoredAtMs,
    rows,
    meanAbsoluteError,
    baselineMeanAbsoluteError,
    qlike,
    coverage,
    driftZ,
    verdict,
  };
}
