import type { FeeEvent, Lot, Pool } from '@orbiquant/pamm';
import { inTransaction, type EntityManager } from '@orbiquant/platform-db';
import { feesLotIdOf } from './pool-repository.ts';
import { e12Text } from './scaled.ts';

/** Why a lot changed. `mark`: its mark or its terms alone. */
export type MoveCause = 'issue' | 'redeem' | 'fee' | 'distribution' | 'mark';

/** One change of a lot: what is added to it, and how it stands afterwards. */
export type LotMove = { lot: Lot; cause: MoveCause; units: bigint; paidInMinor: bigint };

/** What turned the lots of one pool into those of the next. */
export type LotChange = {
  before: Pool;
  after: Pool;
  feeEvents: readonly FeeEvent[];
  /** Why units were burnt. */
  burnt: 'redeem' | 'distribution';
};

/**
 * The moves that lead from the lots of one pool to those of the next: fee units apart from what was bought or sold, so
 * that the sum of a lot's moves is the lot, and each says why.
 */
export function lotMovesOf({ before, after, feeEvents, burnt }: LotChange): LotMove[] {
  const fees = feesByLot(after, feeEvents);
  const old = new Map(before.lots.map((lot) => [lot.lotId, lot]));
  const moves: LotMove[] = [];
  for (const lot of after.lots) {
    const known = old.get(lot.lotId);
    old.delete(lot.lotId);
    if (known !== lot) moves.push(...movesOf(known, lot, { fee: fees.get(lot.lotId) ?? 0n, burnt }));
  }
  for (const gone of old.values()) {
    const empty = { ...gone, units: 0n, paidInMinor: 0n };
    moves.push(...movesOf(gone, empty, { fee: fees.get(gone.lotId) ?? 0n, burnt }));
  }
  return moves;
}

/** Fee units by lot: taken from the investors' lots, given to the manager's. */
function feesByLot(pool: Pool, feeEvents: readonly FeeEvent[]): Map<string, bigint> {
  const fees = new Map<string, bigint>();
  const add = (lotId: string, units: bigint): void => void fees.set(lotId, (fees.get(lotId) ?? 0n) + units);
  for (const { lotId, feeUnits } of feeEvents) {
    add(lotId, -feeUnits);
    add(feesLotIdOf(pool), feeUnits);
  }
  return fees;
}

function movesOf(
  known: Lot | undefined,
  lot: Lot,
  { fee, burnt }: { fee: bigint; burnt: LotChange['burnt'] },
): LotMove[] {
  const { units, paidInMinor: paidBefore } = known ?? { units: 0n, paidInMinor: 0n };
  const paidInMinor = lot.paidInMinor - paidBefore;
  const flow = lot.units - units - fee;
  const moves: LotMove[] = [];
  if (fee !== 0n) moves.push({ lot, cause: 'fee', units: fee, paidInMinor: flow === 0n ? paidInMinor : 0n });
  if (flow !== 0n) moves.push({ lot, cause: flow > 0n ? 'issue' : burnt, units: flow, paidInMinor });
  return moves.length > 0 || isSame(known, lot) ? moves : [{ lot, cause: 'mark', units: 0n, paidInMinor }];
}

const isSame = (known: Lot | undefined, { markE12, termsVersion, paidInMinor }: Lot): boolean =>
  known?.markE12 === markE12 && known.termsVersion === termsVersion && known.paidInMinor === paidInMinor;

/** What a set of moves belongs to. */
export type MovePlace = { pool: Pool; strikeId: string; distributionId?: string };

/** Writes moves down in their order; the database changes the lots by them. */
export async function addLotMoves(
  tx: EntityManager,
  { pool, strikeId, distributionId }: MovePlace,
  moves: readonly LotMove[],
): Promise<void> {
  inTransaction(tx);
  if (moves.length === 0) return;
  await tx.query(
    `INSERT INTO investment.lot_moves (lot_id, product_id, series, holder, cause, strike_id, distribution_id, units, paid_in_minor, mark, marked_at, issued_at, terms_version)
     SELECT lot_id, $1, $2, holder, cause, $3, $4, units, paid_in, mark, marked_at, issued_at, terms_version
       FROM unnest($5::text[], $6::text[], $7::text[], $8::numeric[], $9::numeric[], $10::numeric[], $11::timestamptz[], $12::timestamptz[], $13::integer[])
            WITH ORDINALITY AS m (lot_id, holder, cause, units, paid_in, mark, marked_at, issued_at, terms_version, place) ORDER BY place`,
    [pool.poolId, pool.series, strikeId, distributionId ?? null, ...columnsOf(moves)],
  );
}

const columnsOf = (moves: readonly LotMove[]): unknown[] => [
  moves.map(({ lot }) => lot.lotId),
  moves.map(({ lot }) => lot.holder),
  moves.map(({ cause }) => cause),
  moves.map(({ units }) => e12Text(units)),
  moves.map(({ paidInMinor }) => paidInMinor.toString()),
  moves.map(({ lot }) => e12Text(lot.markE12)),
  moves.map(({ lot }) => new Date(lot.markedAtMs)),
  moves.map(({ lot }) => new Date(lot.issuedAtMs)),
  moves.map(({ lot }) => lot.termsVersion),
];

/** Writes down the performance fees that were taken. */
export async function addFeeEvents(
  tx: EntityManager,
  { strikeId, distributionId }: MovePlace,
  events: readonly FeeEvent[],
): Promise<void> {
  inTransaction(tx);
  if (events.length === 0) return;
  await tx.query(
    `INSERT INTO investment.fee_events (strike_id, distribution_id, lot_id, holder, fee_units, fee_minor, mark_before, price, why)
     SELECT $1, $2, lot_id, holder, fee_units, fee_minor, mark_before, price, why
       FROM unnest($3::text[], $4::text[], $5::numeric[], $6::numeric[], $7::numeric[], $8::numeric[], $9::text[])
            WITH ORDINALITY AS e (lot_id, holder, fee_units, fee_minor, mark_before, price, why, place) ORDER BY place`,
    [
      strikeId,
      distributionId ?? null,
      events.map(({ lotId }) => lotId),
      events.map(({ holder }) => holder),
      events.map(({ feeUnits }) => e12Text(feeUnits)),
      events.map(({ feeMinor }) => feeMinor.toString()),
      events.map(({ markBeforeE12 }) => e12Text(markBeforeE12)),
      events.map(({ priceE12 }) => e12Text(priceE12)),
      events.map(({ why }) => why),
    ],
  );
}
