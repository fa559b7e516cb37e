import { z } from 'zod';
import { INTERVALS, LAB_KINDS } from '@orbiquant/contracts';

/** A part of an address that is wrong counts as left out: a link never breaks a page. */
const lenient = <S extends z.ZodType>(schema: S) => schema.optional().catch(undefined);
const instant = lenient(z.coerce.number().int().min(0).max(8_640_000_000_000_000));

const ruleVersion = lenient(z.coerce.number().int().min(1).max(1_000_000));

/** Where to go after signing in: a path of our own, never another site's. */
export const loginSearch = z.object({ next: lenient(z.string().regex(/^\/(?![/\\])/)) });
export const marketsSearch = z.object({
  q: lenient(z.string().max(30)),
  sort: lenient(z.enum(['symbol', 'last', 'change24h', 'quoteVolume24h'])),
  dir: lenient(z.enum(['asc', 'desc'])),
});
export const chartSearch = z.object({
  tf: lenient(z.enum(INTERVALS)),
  /** The cursor of the playback; without it the chart is live. */
  asOf: instant,
  from: instant,
  to: instant,
  /** Indicators and markers that are switched off. */
  off: lenient(z.string().max(60)),
  view: lenient(z.enum(['table'])),
});
export const decisionSearch = z.object({ verdict: lenient(z.enum(['acted', 'held', 'blocked', 'failed'])) });
export const lineageSearch = z.object({
  symbol: lenient(z.string().max(30)),
  fill: lenient(z.uuid()),
});
/** What came of a visit to a page of the payment processor. */
export const walletSearch = z.object({
  deposit: lenient(z.enum(['done', 'cancelled'])),
  bank: lenient(z.enum(['done', 'again'])),
  plan: lenient(z.enum(['done', 'cancelled'])),
});
export const copilotSearch = z.object({ conversation: lenient(z.uuid()) });
export const labSearch = z.object({
  kind: lenient(z.enum(LAB_KINDS)),
  strategy: lenient(z.string().max(60)),
  passing: lenient(z.boolean()),
});
export const labNewSearch = z.object({
  /** The run to run again with changes. */
  from: lenient(z.uuid()),
  kind: lenient(z.enum(LAB_KINDS)),
  strategy: lenient(z.string().max(60)),
  period: lenient(z.enum(['month', 'quarter', 'all'])),
  costs: lenient(z.enum(['binance-spot', 'none'])),
  /** The rule set to run, in the version that is named or its newest. */
  rules: lenient(z.uuid()),
  version: ruleVersion,
  interval: lenient(z.enum(INTERVALS)),
  /** Instruments, with commas between them. */
  symbols: lenient(z.string().max(300)),
  /** False: only buying. */
  short: lenient(z.boolean()),
  cash: lenient(z.number().min(1).max(1e9)),
  /** What the stake of a trade is multiplied by. */
  stake: lenient(z.number().min(0.01).max(1)),
  /** Parameters to search, with commas between them. */
  search: lenient(z.string().max(300)),
});
/** The version of a rule set that is looked at. */
export const ruleVersionSearch = z.object({ version: ruleVersion });
/** The trade that is shown on the chart, by its place in the list. */
export const labRunSearch = z.object({ trade: lenient(z.coerce.number().int().min(0).max(5_000)) });
