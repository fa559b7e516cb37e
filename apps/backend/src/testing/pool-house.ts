import { z } from 'zod';
import { Fill } from '@orbiquant/contracts';
import { Decimal, newId } from '@orbiquant/kernel';
import { capitalOf, DEMO_BANK, feesAccruedOf, move, UNCLAIMED, walletOf } from '@orbiquant/ledger';
import { balanceOf, checkLedger, postNow } from '@orbiquant/ledger-store';
import { accruedManagementFeeMinor } from '@orbiquant/pamm';
import {
  checkPools,
  listProducts,
  loadPool,
  type PoolProduct,
  type Strike,
  type StoredPool,
} from '@orbiquant/pamm-store';
import type { Deps } from '../deps.ts';
import type { BackendOptions } from '../start-backend.ts';
import { queueRedemption, type RedemptionWish } from '../pamm/redeem.ts';
import { instantNow } from '../pamm/pool-time.ts';
import { strike, type StrikeOrder } from '../pamm/strike.ts';
import { queueSubscription } from '../pamm/subscribe.ts';
import { everythingTold } from './everything-told.ts';
import { MARKET_MS, sampleFill, sampleStatement } from './samples.ts';
import { standingClock } from './standing-clock.ts';
import { testHouse, type TestHouse } from './test-house.ts';

/** One USDT in minor units. */
export const USDT = 1_000_000n;
export const DAY_MS = 86_400_000;

/** A backend with a pool, a clock that stands, and a market that does what it is told. */
export type PoolHouse = {
  house: TestHouse;
  deps: Deps;
  clock: ReturnType<typeof standingClock>;
  product: PoolProduct;
  /** A person with money in the wallet, by id. */
  person: (minor?: bigint) => Promise<string>;
  invest: (userId: string, minor: bigint) => Promise<string>;
  redeem: (userId: string, wish: Pick<RedemptionWish, 'ask' | 'units' | 'cashMinor'>) => Promise<string>;
  strike: (order?: Partial<StrikeOrder>) => Promise<Strike>;
  /** The agent's account gains or loses so many USDT, by two fills. */
  earn: (amount: string, filledAtMs?: number) => Promise<void>;
  pool: () => Promise<StoredPool>;
  walletMinor: (userId: string) => Promise<bigint>;
  unclaimedMinor: () => Promise<bigint>;
  /** Units of a person, steps of 10^-12. */
  unitsOf: (userId: string) => Promise<bigint>;
  /** Throws unless ledger, pools and proofs are all sound. */
  checkSound: () => Promise<void>;
  stop: () => Promise<void>;
};

/** Starts a house whose clock stands at `startMs`, with Orion's pool as its demonstration makes it. */
export async function poolHouse(startMs: number, changes: Partial<BackendOptions> = {}): Promise<PoolHouse> {
  const clock = standingClock(startMs);
  const house = await testHouse({ clock, ...changes });
  const { deps } = house.backend;
  const [product] = await listProducts(deps.db.manager);
  if (!product) throw new Error('the demonstration has a product');
  const { manager } = deps.db;
  const market = movableMarket(house);
  const pool = async (): Promise<StoredPool> => (await loadPool(manager, product))!;
  return {
    house,
    deps,
    clock,
    product,
    person: (minor = 10_000n * USDT) => personWith(house, deps, minor),
    invest: async (userId, cashMinor) => {
      const wish = { userId, productId: product.productId, cashMinor };
      return deps.db.transaction(async (tx) => (await queueSubscription(tx, wish, instantNow(deps))).subscriptionId);
    },
    redeem: async (userId, wish) => {
      const whole = { userId, productId: product.productId, ...wish };
      return deps.db.transaction(async (tx) => (await queueRedemption(tx, whole, clock.nowMs())).redemptionId);
    },
    strike: (order = {}) => strike(deps, { product, period: newId(), ...order }),
    earn: market.earn,
    pool,
    walletMinor: (userId) => balanceOf(manager, walletOf(userId), 'USDT'),
    unclaimedMinor: () => balanceOf(manager, UNCLAIMED, 'USDT'),
    unitsOf: async (userId) =>
      (await pool()).pool.lots.reduce((sum, { holder, units }) => (holder === userId ? sum + units : sum), 0n),
    checkSound: () => checkSound(deps, product),
    stop: () => house.stop(),
  };
}

async function personWith(house: TestHouse, deps: Deps, minor: bigint): Promise<string> {
  const userId = newId();
  await house.sql(
    `INSERT INTO auth.users (user_id, email, display_name, password_hash, roles, language, is_demo, created_at)
     VALUES ($1, $2, 'Somebody', '-', '{investor}', 'en', true, now())`,
    [userId, `${userId}@orbiquant.example`],
  );
  const rest = { reason: 'demo-funding' as const, memo: '', from: DEMO_BANK, currency: 'USDT', minor };
  await postNow(deps.db, [move({ ...rest, key: `fund:${userId}`, to: walletOf(userId) })], deps.clock.nowMs());
  return userId;
}

/** Two fills that close what they open, and a statement that says what they leave. */
function movableMarket({ sql, peers }: TestHouse): Pick<PoolHouse, 'earn'> {
  let atMs = MARKET_MS;
  return {
    earn: async (amount, filledAtMs) => {
      atMs += 1_000;
      const price = new Decimal(1_000_000);
      const filled = {
        quantity: new Decimal(1),
        fee: new Decimal(0),
        feeAsset: 'USDT',
        filledAtMs: filledAtMs ?? atMs,
      };
      const fills = [
        sampleFill({ ...filled, side: 'buy', price }),
        sampleFill({ ...filled, side: 'sell', price: price.plus(amount) }),
      ];
      for (const fill of fills)
        await sql(`INSERT INTO trading.agent_events (name, key, payload) VALUES ('fill.recorded', $1, $2)`, [
          fill.fillId,
          JSON.stringify(z.encode(Fill, fill)),
        ]);
      await everythingTold(sql, 'trading.agent_events');
      const cash = peers.script.statement.cash.plus(amount);
      peers.script.statement = sampleStatement({ atMs, cash, equity: cash, lastFillId: fills[1]?.fillId ?? null });
    },
  };
}

async function checkSound(deps: Deps, product: PoolProduct): Promise<void> {
  const ledger = await checkLedger(deps.db);
  const { altered } = await checkPools(deps.db);
  const { pool } = (await loadPool(deps.db.manager, product))!;
  const owed =
    (await balanceOf(deps.db.manager, capitalOf(product.productId), 'USDT')) +
    (await balanceOf(deps.db.manager, feesAccruedOf(product.productId), 'USDT'));
  const worth = pool.navMinor + accruedManagementFeeMinor(pool);
  const isCovered = pool.status === 'closed' || pool.cashMinor + pool.venueMinor === worth;
  if (ledger.firstBad || altered.length > 0 || owed !== worth || !isCovered)
    throw new Error(`not sound: ${ledger.firstBad} ${JSON.stringify(altered)} owed ${owed}, worth ${worth}`);
}
