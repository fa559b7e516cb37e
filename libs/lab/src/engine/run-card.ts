import { digestOf, sha256Hex } from '@orbiquant/kernel';
import type { Bars, ParameterValues } from '@orbiquant/quant';
import type { OpenMarket } from './open-market.ts';
import type { Assumptions, BacktestRequest, LabInstrument } from './request.ts';

/** Raised with every change of the engine that may change a result. */
export const ENGINE_VERSION = '1';

/** What has to be the same for a run to come out the same; `digest` names all of it. */
export type RunCard = {
  readonly engineVersion: string;
  readonly codeVersion: string;
  readonly strategy: string;
  readonly parameters: ParameterValues;
  readonly assumptions: Assumptions;
  readonly seed: string;
  /** Digest of each instrument: its bars, funding, filters and market. */
  readonly instruments: Readonly<Record<string, string>>;
  readonly hasApproval: boolean;
  readonly digest: string;
};

/** The card that names a run. Two runs with the same digest have the same result. */
export function runCardOf(request: BacktestRequest, market: OpenMarket): RunCard {
  const card = {
    engineVersion: ENGINE_VERSION,
    codeVersion: request.codeVersion,
    strategy: request.strategy.name,
    parameters: request.parameters,
    assumptions: request.assumptions,
    seed: request.seed,
    instruments: Object.fromEntries(market.instruments.map((one) => [one.symbol, digestOfInstrument(one)])),
    hasApproval: request.approve !== undefined,
  };
  // JSON has no infinity: an absent cap is named, so that it does not read like an unknown one
  return { ...card, digest: digestOf({ ...card, uncapped: card.assumptions.participationMax === Infinity }) };
}

const digests = new WeakMap<Bars, string>();

function digestOfInstrument({ bars, finerBars, ...rest }: LabInstrument): string {
  return digestOf({ ...rest, bars: digestOfBars(bars), finerBars: finerBars ? digestOfBars(finerBars) : null });
}

/** Digest of the columns as their shortest decimal texts; taken once for the same bars. */
export function digestOfBars(bars: Bars): string {
  const known = digests.get(bars);
  if (known !== undefined) return known;
  const columns = [bars.openTimeMs, bars.open, bars.high, bars.low, bars.close, bars.volume];
  const digest = digestOf(columns.map(digestOfColumn));
  digests.set(bars, digest);
  return digest;
}

const CHUNK = 8192;

/** The digest of a column is that of its chunks' digests: a long text would cost more memory than the column. */
function digestOfColumn(column: Float64Array): string {
  const parts: string[] = [];
  for (let from = 0; from < column.length; from += CHUNK)
    parts.push(sha256Hex(column.subarray(from, from + CHUNK).join(' ')));
  return digestOf(parts);
}
