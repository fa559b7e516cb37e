import { In } from 'typeorm';
import type { Order } from '@orbiquant/contracts';
import type { EntityManager } from '@orbiquant/platform-db';
import { LIVE_STATES } from '@orbiquant/trading';
import { OrderTable, type OrderRow } from './tables.ts';

const toOrder = ({ sentAtMs: _sentAtMs, ...order }: OrderRow): Order => order;

const orderWrites = (db: EntityManager) => ({
  async insert(order: Order): Promise<void> {
    await db.insert(OrderTable, { ...order, sentAtMs: null });
  },

  /** Stores what became of an order. */
  async save(order: Order): Promise<void> {
    const { orderId, ...changes } = order;
    await db.update(OrderTable, { orderId }, changes);
  },

  async markSending(orderId: string, nowMs: number): Promise<boolean> {
    const { affected } = await db.update(
      OrderTable,
      { orderId, state: 'pending' },
      { state: 'sending', sentAtMs: nowMs, updatedAtMs: nowMs },
    );
    return affected === 1;
  },

  async lock(orderId: string): Promise<Order> {
    return toOrder(await db.findOneOrFail(OrderTable, { where: { orderId }, lock: { mode: 'pessimistic_write' } }));
  },
});

const orderReads = (db: EntityManager) => ({
  async find(orderId: string): Promise<Order | null> {
    const row = await db.findOneBy(OrderTable, { orderId });
    return row && toOrder(row);
  },

  async byVenueId(symbol: string, venueOrderId: string): Promise<Order | null> {
    const row = await db.findOneBy(OrderTable, { symbol, venueOrderId });
    return row && toOrder(row);
  },

  async byClientId(clientOrderId: string): Promise<Order | null> {
    const row = await db.findOneBy(OrderTable, { clientOrderId });
    return row && toOrder(row);
  },

  /** Orders whose life has not ended, with the wall-clock time of sending. */
  async live(agentId: string, symbol?: string): Promise<OrderRow[]> {
    return db.find(OrderTable, {
      where: { agentId, state: In([...LIVE_STATES]), ...(symbol ? { symbol } : {}) },
      order: { createdAtMs: 'ASC' },
    });
  },

  async ofDecision(decisionId: string): Promise<Order[]> {
    return (await db.find(OrderTable, { where: { decisionId }, order: { createdAtMs: 'ASC' } })).map(toOrder);
  },
});

const orderHistory = (db: EntityManager) => ({
  async page(
    agentId: string,
    { limit, before, open }: { limit: number; before?: string | undefined; open?: boolean | undefined },
  ): Promise<Order[]> {
    const query = db
      .createQueryBuilder(OrderTable, 'o')
      .where('o.agentId = :agentId', { agentId })
      .orderBy('o.createdAtMs', 'DESC')
      .addOrderBy('o.orderId', 'DESC')
      .take(limit);
    if (before)
      query.andWhere(
        '(o.created_at, o.order_id) < (SELECT created_at, order_id FROM trading.orders WHERE order_id = :before)',
        { before },
      );
    if (open) query.andWhere('o.state IN (:...live)', { live: [...LIVE_STATES] });
    return (await query.getMany()).map(toOrder);
  },

  /** Entries that were decided after an instant of market time: a replay's hour is an hour of the market. */
  async entriesSince(agentId: string, sinceMs: number): Promise<number> {
    const rows = (await db.query(
      `SELECT count(*)::int AS entries FROM trading.orders o JOIN trading.decisions d USING (decision_id)
        WHERE o.agent_id = $1 AND o.purpose = 'entry' AND d.as_of > to_timestamp($2 / 1000.0)`,
      [agentId, sinceMs],
    )) as Array<{ entries: number }>;
    return rows[0]?.entries ?? 0;
  },

  /** Orders of one intent family on a candle so far: the next one's attempt number. */
  async attempts(decisionId: string, purpose: Order['purpose']): Promise<number> {
    return db.countBy(OrderTable, { decisionId, purpose });
  },
});

/** Orders: stored as intents before they are sent. */
export const orderRepository = (db: EntityManager) => ({ ...orderWrites(db), ...orderReads(db), ...orderHistory(db) });

/** Orders: stored as intents before they are sent. */
export type OrderRepository = ReturnType<typeof orderRepository>;
