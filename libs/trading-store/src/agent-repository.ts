import { z } from 'zod';
import { LessThanOrEqual } from 'typeorm';
import { ZERO, type Decimal } from '@orbiquant/kernel';
import { Mandate, type AgentState, type EquityPoint, type Reason } from '@orbiquant/contracts';
import type { EntityManager } from '@orbiquant/platform-db';
import type { Balances } from '@orbiquant/trading';
import { AgentTable, CommandTable, EquityTable, OpeningTable, type AgentRow, type CommandRow } from './tables.ts';

/** An agent as stored, its mandate decoded. */
export type StoredAgent = Omit<AgentRow, 'mandate'> & { mandate: Mandate };

/** What is known of an agent that starts for the first time. */
export type NewAgent = {
  agentId: string;
  mandate: Mandate;
  venueAccount: string;
  quoteAsset: string;
  journalHead: string;
};

const agentState = (db: EntityManager) => ({
  async find(agentId: string): Promise<StoredAgent | null> {
    const row = await db.findOneBy(AgentTable, { agentId });
    return row && { ...row, mandate: z.decode(Mandate, row.mandate as z.input<typeof Mandate>) };
  },

  /** Creates the row once; a second start finds the first one's. */
  async create({ mandate, ...agent }: NewAgent, nowMs: number): Promise<void> {
    const row: AgentRow = {
      ...agent,
      mandate: z.encode(Mandate, mandate),
      state: 'recovering',
      stateReason: null,
      startedEquity: null,
      equityPeak: ZERO,
      changedAtMs: nowMs,
    };
    await db
      .createQueryBuilder()
      .insert()
      .into(AgentTable)
      .values(row as never)
      .orIgnore()
      .execute();
  },

  async setState(
    agentId: string,
    state: AgentState,
    { reason, nowMs }: { reason: Reason | null; nowMs: number },
  ): Promise<void> {
    await db.update(AgentTable, { agentId }, { state, stateReason: reason as never, changedAtMs: nowMs });
  },

  /** Locks the agent's row until the transaction ends, so that its journal stays one line. */
  async lockJournal(agentId: string): Promise<string> {
    const row = await db.findOneOrFail(AgentTable, { where: { agentId }, lock: { mode: 'pessimistic_write' } });
    return row.journalHead;
  },

  async setJournalHead(agentId: string, journalHead: string): Promise<void> {
    await db.update(AgentTable, { agentId }, { journalHead });
  },
});

const agentBooks = (db: EntityManager) => ({
  async openings(agentId: string): Promise<Balances> {
    const rows = await db.findBy(OpeningTable, { agentId });
    return Object.fromEntries(rows.map(({ asset, quantity }) => [asset, quantity]));
  },

  /** Stores the account as found before our first order. */
  async open(agentId: string, balances: Balances, startedEquity: Decimal): Promise<void> {
    await db.insert(
      OpeningTable,
      Object.entries(balances).map(([asset, quantity]) => ({ agentId, asset, quantity })),
    );
    await db.update(AgentTable, { agentId }, { startedEquity, equityPeak: startedEquity });
  },
});

const agentCurve = (db: EntityManager) => ({
  async recordEquity(agentId: string, point: EquityPoint): Promise<void> {
    await db
      .createQueryBuilder()
      .insert()
      .into(EquityTable)
      .values({ agentId, ...point })
      .orIgnore()
      .execute();
    await db.query('UPDATE trading.agents SET equity_peak = GREATEST(equity_peak, $2) WHERE agent_id = $1', [
      agentId,
      point.equity.toFixed(),
    ]);
  },

  /** The newest `limit` points known at `asOfMs`, oldest first. */
  async equity(agentId: string, limit: number, asOfMs = Number.MAX_SAFE_INTEGER / 2): Promise<EquityPoint[]> {
    const until = Math.min(asOfMs, 8_000_000_000_000);
    const rows = await db.find(EquityTable, {
      where: { agentId, atMs: LessThanOrEqual(until) },
      order: { atMs: 'DESC' },
      take: limit,
    });
    return rows.reverse().map(({ atMs, equity, cash }) => ({ atMs, equity, cash }));
  },

  /** The last point at or before an instant: the base of a rolling loss. */
  async equityAt(agentId: string, atMs: number): Promise<EquityPoint | null> {
    const rows = await db.find(EquityTable, {
      where: { agentId, atMs: LessThanOrEqual(atMs) },
      order: { atMs: 'DESC' },
      take: 1,
    });
    return rows[0] ?? null;
  },

  /** Remembers a command; false when this key was used before. */
  async rememberCommand(command: Omit<CommandRow, 'commandedAtMs'>): Promise<boolean> {
    const inserted = await db
      .createQueryBuilder()
      .insert()
      .into(CommandTable)
      .values(command)
      .orIgnore()
      .returning('agent_id')
      .execute();
    return (inserted.raw as unknown[]).length > 0;
  },
});

/** Agents, their openings, equity curve and commands. */
export const agentRepository = (db: EntityManager) => ({ ...agentState(db), ...agentBooks(db), ...agentCurve(db) });

/** Agents, their openings, equity curve and commands. */
export type AgentRepository = ReturnType<typeof agentRepository>;
