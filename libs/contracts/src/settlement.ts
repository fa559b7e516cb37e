import { z } from 'zod';
import { decimalText, epochMs, minorUnits } from './codecs.ts';
import { route } from './route.ts';

/** The channels on which results, money, people and markets are told to the settlement. */
export const SETTLEMENT_CHANNELS = ['trading_results', 'capital_data', 'user_data', 'macro_data'] as const;
export const SettlementChannel = z.enum(SETTLEMENT_CHANNELS);
export type SettlementChannel = z.output<typeof SettlementChannel>;

/** A ratio that is stated exactly to 10^-12, as a plain decimal; 0.01 = 1 %. */
const ratio = decimalText;

/** What trading brought. Minor units of the report's currency. */
export const SettlementFigures = z.object({
  /** Sum of what was won, >= 0. */
  profitMinor: minorUnits,
  /** Sum of what was lost, <= 0. */
  lossMinor: minorUnits,
  /** Profit and loss together. */
  netMinor: minorUnits,
  operations: z.number().int(),
  wins: z.number().int(),
  losses: z.number().int(),
  /** The capital that worked for it, at the newest strike before the day ended; null where there is none. */
  poolMinor: minorUnits.nullable(),
  /** Net over pool; null without a pool. */
  roi: ratio.nullable(),
});
export type SettlementFigures = z.output<typeof SettlementFigures>;

/** What is done with a share: it stays in the pool, is paid out with the month, or is kept for an account that is closed. */
export const Disposition = z.enum(['reinvest', 'pay-out', 'unclaimed']);
export type Disposition = z.output<typeof Disposition>;

/** A day before, as the curve of the report needs it. */
export const SettledDay = z.object({ day: z.string(), netMinor: minorUnits, roi: ratio.nullable() });
export type SettledDay = z.output<typeof SettledDay>;

/** Something that the reader of a report must know: a stable code with its figures. */
export const SettlementNote = z.object({
  code: z.enum([
    'macro-fallback',
    'macro-missing',
    'no-user',
    'unknown-agent',
    'late-events',
    'dead-letters',
    'no-pool',
  ]),
  count: z.number().int(),
  /** The instant or thing it is about. */
  about: z.string(),
});
export type SettlementNote = z.output<typeof SettlementNote>;

/** A day as it was settled; `cycle` is `close`, or the minute of an intraday look. */
export const SettlementReport = z.object({
  day: z.string(),
  cycle: z.string(),
  fromMs: epochMs,
  toMs: epochMs,
  settledAtMs: epochMs,
  currency: z.string(),
  exponent: z.number().int(),
  totals: SettlementFigures,
  /** Worst fall from a peak over the days shown, <= 0; null below one day. */
  maxDrawdown: ratio.nullable(),
  /** Reward per unit of risk of the daily returns, scaled to a year of 365 days; null where undefined. */
  sharpe: ratio.nullable(),
  agents: z.array(SettlementFigures.extend({ agentId: z.string() })),
  symbols: z.array(
    z.object({ symbol: z.string(), exchange: z.string(), netMinor: minorUnits, operations: z.number().int() }),
  ),
  /** Whose the net result is; sums to it exactly. `holder` is a person's id, or `house`. */
  shares: z.array(
    z.object({
      holder: z.string(),
      /** From pools, by units. */
      pooledMinor: minorUnits,
      /** From results that name this person. */
      ownMinor: minorUnits,
      totalMinor: minorUnits,
      disposition: Disposition,
    }),
  ),
  flows: z.object({ paidInMinor: minorUnits, paidOutMinor: minorUnits, movements: z.number().int() }),
  people: z.object({ joined: z.number().int(), left: z.number().int(), changed: z.number().int() }),
  macro: z
    .object({ sp500: decimalText.nullable(), vix: decimalText.nullable(), atMs: epochMs, isFallback: z.boolean() })
    .nullable(),
  /** Days before, oldest first, this one last. */
  history: z.array(SettledDay),
  notes: z.array(SettlementNote),
});
export type SettlementReport = z.output<typeof SettlementReport>;

/** A settlement in one line. */
export const SettlementSummary = SettlementReport.pick({
  day: true,
  cycle: true,
  settledAtMs: true,
  currency: true,
  exponent: true,
  totals: true,
});
export type SettlementSummary = z.output<typeof SettlementSummary>;

/** An event that could not be read, with the reason. */
export const SettlementDeadLetter = z.object({
  eventId: z.string(),
  channel: z.string(),
  reason: z.string(),
  receivedAtMs: epochMs,
});
export type SettlementDeadLetter = z.output<typeof SettlementDeadLetter>;

/** How a report is wanted as a file. */
export const SettlementFileQuery = z.object({
  format: z.enum(['json', 'csv', 'xlsx', 'pdf']).default('json'),
  language: z.enum(['es', 'en']).default('es'),
  /** `close`, or the minute of an intraday look; the newest when left out. */
  cycle: z.string().max(40).optional(),
});
export type SettlementFileQuery = z.output<typeof SettlementFileQuery>;

/** Where a day's report is fetched as a file; it is no JSON route, so it is mounted by hand. */
export const SETTLEMENT_FILE_PATH = '/api/v1/admin/settlements/:day/file';
export const SettlementDayKey = z.object({ day: z.iso.date() });
export type SettlementDayKey = z.output<typeof SettlementDayKey>;

export const getSettlements = route({
  method: 'GET',
  path: '/api/v1/admin/settlements',
  summary: 'The newest settlements',
  access: 'operator',
  response: z.array(SettlementSummary),
});
export const getSettlement = route({
  method: 'GET',
  path: '/api/v1/admin/settlements/:day',
  summary: 'A day as it was settled, or its newest look when it is not closed',
  access: 'operator',
  params: SettlementDayKey,
  query: z.object({ cycle: z.string().max(40).optional() }),
  response: SettlementReport,
});
export const getSettlementDeadLetters = route({
  method: 'GET',
  path: '/api/v1/admin/settlement-dead-letters',
  summary: 'Events that could not be read, newest first',
  access: 'operator',
  response: z.array(SettlementDeadLetter),
});
export const tellSettlement = route({
  method: 'POST',
  path: '/api/v1/admin/settlement-events',
  summary: 'Tell the settlement a fact on one of its channels; the same id twice is one fact',
  access: 'operator',
  body: z.object({
    channel: SettlementChannel,
    id: z.string().regex(/^[\x21-\x7e]{1,200}$/),
    payload: z.record(z.string(), z.unknown()),
  }),
  response: z.object({ taken: z.boolean() }),
  status: 202,
});
