import type { FeePreview } from '@orbiquant/contracts';
import { AppError, Decimal, invariant } from '@orbiquant/kernel';
import { exponentOf, floorToMinor, toUnits } from '@orbiquant/ledger';
import { balancesOf, openPool, sendToVenue, strikePool, termsOffered, type Pool, type Struck } from '@orbiquant/pamm';
import { termsOf, type PoolProduct } from '@orbiquant/pamm-store';
import type { EntityManager } from '@orbiquant/platform-db';
import { money } from '../money.ts';

/** How much, at which gross return (0.1 = 10 %), over how many days. */
export type PreviewWish = { cashMinor: bigint; grossReturn: Decimal; days: number };

const DAY_MS = 86_400_000;
const WHO = 'investor';

/**
 * What an amount becomes under the terms offered now, computed by striking a pool of its own: so the figure is the pool's,
 * to the minor unit, fees of both kinds and the hurdle included.
 * @throws AppError invalid-input, when nothing is put in or more than everything is lost.
 */
export async function feePreview(
  db: EntityManager,
  product: PoolProduct,
  { wish, nowMs }: { wish: PreviewWish; nowMs: number },
): Promise<FeePreview> {
  check(wish);
  const terms = termsOffered(await termsOf(db, product), nowMs);
  const { currency } = product;
  const exponent = exponentOf(currency);
  const { cashMinor, grossReturn, days } = wish;
  const factor = grossReturn.plus(1);
  const grossMinor = floorToMinor(toUnits(cashMinor, exponent).times(factor), exponent);
  const pool = openPool({
    poolId: 'preview',
    currency,
    exponent,
    managerId: 'manager',
    openedAtMs: 0,
    openingMinMinor: 1n,
    terms: { ...terms, investmentMinMinor: 0n, status: 'open' },
  });
  const invested = struck(pool, { atMs: 1, venueEquityMinor: 0n, cashMinor });
  const ended = struck(sendToVenue(invested.pool, cashMinor), {
    atMs: 1 + days * DAY_MS,
    venueEquityMinor: grossMinor,
  });
  const netMinor = balancesOf(ended.pool).find(({ holder }) => holder === WHO)?.balanceMinor ?? 0n;
  const managementMinor = feeOf(ended, 'management-fee');
  return {
    cash: money(cashMinor, currency),
    grossReturn,
    days,
    termsVersion: terms.version,
    grossValue: money(grossMinor, currency),
    managementFee: money(managementMinor, currency),
    performanceFee: money(
      ended.feeEvents.reduce((sum, { feeMinor }) => sum + feeMinor, 0n),
      currency,
    ),
    netValue: money(netMinor, currency),
    netReturn: new Decimal(netMinor.toString())
      .div(cashMinor.toString())
      .minus(1)
      .toDecimalPlaces(12, Decimal.ROUND_FLOOR),
  };
}

function check({ cashMinor, grossReturn }: PreviewWish): void {
  const errors = [];
  if (cashMinor <= 0n || cashMinor >= 10n ** 30n)
    errors.push({ path: 'cashMinor', code: 'out-of-range', message: 'more than nothing' });
  if (grossReturn.lessThan(-1) || grossReturn.greaterThan(1_000))
    errors.push({ path: 'grossReturn', code: 'out-of-range', message: 'from -1 to 1000' });
  if (errors.length > 0) throw new AppError('invalid-input', 'This cannot be previewed', { errors });
}

type Step = { atMs: number; venueEquityMinor: bigint; cashMinor?: bigint };

function struck(pool: Pool, { atMs, venueEquityMinor, cashMinor }: Step): Struck {
  const ask = { kind: 'subscribe' as const, requestId: 'preview', holder: WHO, requestedAtMs: 0 };
  const requests = cashMinor === undefined ? [] : [{ ...ask, cashMinor }];
  const crystallise = cashMinor === undefined;
  const outcome = strikePool(pool, { atMs, venueEquityMinor, markedAtMs: atMs, requests, crystallise });
  invariant(outcome.ok, 'a pool of its own is struck');
  return outcome;
}

const feeOf = ({ movements }: Struck, reason: 'management-fee'): bigint =>
  movements.reduce((sum, movement) => (movement.reason === reason ? sum + movement.minor : sum), 0n);
