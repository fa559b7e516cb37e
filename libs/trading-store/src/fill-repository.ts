import type { Fill } from '@orbiquant/contracts';
import type { EntityManager } from '@orbiquant/platform-db';
import type { VenueTrade } from '@orbiquant/trading';
import { FillTable, ForeignTradeTable, type FillRow } from './tables.ts';

const toFill = ({ venue: _venue, fillSeq: _seq, recordedAtMs: _at, ...fill }: FillRow): Fill => fill;

/** Which page of fills: newest first, before a fill, of a symbol, known at a cursor. */
export type FillPage = {
  limit: number;
  before?: string | undefined;
  symbol?: string | undefined;
  asOfMs?: number | undefined;
};

const fillWrites = (db: EntityManager, venue: string) => ({
  /** Records a fill; false when this trade was recorded before. */
  async record(fill: Fill): Promise<boolean> {
    const inserted = await db
      .createQueryBuilder()
      .insert()
      .into(FillTable)
      .values({ ...fill, venue })
      .orIgnore()
      .returning('fill_id')
      .execute();
    return (inserted.raw as unknown[]).length > 0;
  },

  /** A trade of the account that none of our orders caused; false when it was reported before. */
  async recordForeign(agentId: string, trade: VenueTrade): Promise<boolean> {
    const row = {
      agentId,
      venue,
      symbol: trade.symbol,
      venueTradeId: trade.venueTradeId,
      payload: JSON.parse(JSON.stringify(trade)) as object,
    };
    const inserted = await db
      .createQueryBuilder()
      .insert()
      .into(ForeignTradeTable)
      .values(row as never)
      .orIgnore()
      .returning('symbol')
      .execute();
    return (inserted.raw as unknown[]).length > 0;
  },
});

const fillReads = (db: EntityManager, venue: string) => ({
  async find(fillId: string): Promise<Fill | null> {
    const row = await db.findOneBy(FillTable, { fillId });
    return row && toFill(row);
  },

  async ofOrder(orderId: string): Promise<Fill[]> {
    return (await db.find(FillTable, { where: { orderId }, order: { fillSeq: 'ASC' } })).map(toFill);
  },

  async ofDecision(decisionId: string): Promise<Fill[]> {
    return (await db.find(FillTable, { where: { decisionId }, order: { fillSeq: 'ASC' } })).map(toFill);
  },

  /** All fills of an agent, in the order in which they were recorded. */
  async all(agentId: string): Promise<Fill[]> {
    return (await db.find(FillTable, { where: { agentId }, order: { fillSeq: 'ASC' } })).map(toFill);
  },

  async page(agentId: string, { limit, before, symbol, asOfMs }: FillPage): Promise<Fill[]> {
    const query = db
      .createQueryBuilder(FillTable, 'f')
      .where('f.agentId = :agentId', { agentId })
      .orderBy('f.fillSeq', 'DESC')
      .take(limit);
    if (before) query.andWhere('f.fillSeq < (SELECT fill_seq FROM trading.fills WHERE fill_id = :before)', { before });
    if (symbol) query.andWhere('f.symbol = :symbol', { symbol });
    if (asOfMs !== undefined) query.andWhere('f.filledAtMs <= :asOf', { asOf: new Date(asOfMs) });
    return (await query.getMany()).map(toFill);
  },

  /** The highest venue trade id seen of a symbol (ours or foreign), to sweep on from. */
  async lastTradeId(symbol: string): Promise<string | null> {
    const rows = (await db.query(
      `SELECT max(id)::text AS id FROM (
         SELECT venue_trade_id::numeric AS id FROM trading.fills WHERE venue = $1 AND symbol = $2
         UNION ALL SELECT venue_trade_id::numeric FROM trading.foreign_trades WHERE venue = $1 AND symbol = $2) seen`,
      [venue, symbol],
    )) as Array<{ id: string | null }>;
    return rows[0]?.id ?? null;
  },
});

/** Fills: each venue trade once, whatever road it came by. */
export const fillRepository = (db: EntityManager, venue: string) => ({
  ...fillWrites(db, venue),
  ...fillReads(db, venue),
});

/** Fills: each venue trade once, whatever road it came by. */
export type FillRepository = ReturnType<typeof fillRepository>;
