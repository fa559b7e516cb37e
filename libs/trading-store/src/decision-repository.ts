import { z } from 'zod';
import { Decision } from '@orbiquant/contracts';
import type { EntityManager } from '@orbiquant/platform-db';
import { DecisionTable, type DecisionRow } from './tables.ts';

/** Which page of a journal: newest first, before a decision, known at a cursor. */
export type DecisionPage = {
  limit: number;
  before?: string | undefined;
  verdict?: string | undefined;
  symbol?: string | undefined;
  asOfMs?: number | undefined;
};

const decode = ({ journalSeq: _seq, recordedAtMs: _at, ...row }: DecisionRow): Decision => ({
  ...row,
  reasons: row.reasons,
  votes: z.decode(Decision.shape.votes, row.votes),
});

const decisionWrites = (db: EntityManager) => ({
  async append(decision: Decision): Promise<void> {
    await db.insert(DecisionTable, decision as never);
  },
});

const decisionReads = (db: EntityManager) => ({
  async find(decisionId: string): Promise<Decision | null> {
    const row = await db.findOneBy(DecisionTable, { decisionId });
    return row && decode(row);
  },

  async ofCandle(key: {
    agentId: string;
    symbol: string;
    interval: string;
    candleOpenTimeMs: number;
  }): Promise<Decision | null> {
    const row = await db.findOne(DecisionTable, { where: key as never });
    return row && decode(row);
  },

  async page(agentId: string, { limit, before, verdict, symbol, asOfMs }: DecisionPage): Promise<Decision[]> {
    const query = db
      .createQueryBuilder(DecisionTable, 'd')
      .where('d.agentId = :agentId', { agentId })
      .orderBy('d.journalSeq', 'DESC')
      .take(limit);
    if (before)
      query.andWhere('d.journalSeq < (SELECT journal_seq FROM trading.decisions WHERE decision_id = :before)', {
        before,
      });
    if (verdict) query.andWhere('d.verdict = :verdict', { verdict });
    if (symbol) query.andWhere('d.symbol = :symbol', { symbol });
    if (asOfMs !== undefined) query.andWhere('d.asOfMs <= :asOf', { asOf: new Date(asOfMs) });
    return (await query.getMany()).map(decode);
  },

  async latest(agentId: string): Promise<Decision | null> {
    return (await this.page(agentId, { limit: 1 }))[0] ?? null;
  },

  /** The newest decision on an instrument that led to one of these actions. */
  async lastActed(agentId: string, symbol: string, actions: readonly string[]): Promise<Decision | null> {
    const query = db
      .createQueryBuilder(DecisionTable, 'd')
      .where('d.agentId = :agentId AND d.symbol = :symbol', { agentId, symbol });
    const row = await query
      .andWhere("d.verdict = 'acted' AND d.action IN (:...actions)", { actions })
      .orderBy('d.journalSeq', 'DESC')
      .take(1)
      .getOne();
    return row && decode(row);
  },

  /** Oldest first, in journal order, for checking the chain. */
  async chain(agentId: string): Promise<Decision[]> {
    const rows = await db.find(DecisionTable, { where: { agentId: agentId as never }, order: { journalSeq: 'ASC' } });
    return rows.map(decode);
  },
});

/** The journal: append-only, one line per agent. */
export const decisionRepository = (db: EntityManager) => ({ ...decisionWrites(db), ...decisionReads(db) });

/** The journal: append-only, one line per agent. */
export type DecisionRepository = ReturnType<typeof decisionRepository>;
