import type { Balance, Movement } from '@orbiquant/pamm';
import { GENESIS_HASH } from '@orbiquant/ledger';
import { sha256Hex } from '@orbiquant/kernel';
import { inTransaction, type EntityManager } from '@orbiquant/platform-db';
import { e12Of, e12Text } from './scaled.ts';

/** A movement of a strike and the key under which the ledger has it. */
export type BookedMovement = Movement & { transferKey: string };

/** Writes down what a strike booked, in its order. */
export async function addMovements(
  tx: EntityManager,
  strikeId: string,
  movements: readonly BookedMovement[],
): Promise<void> {
  inTransaction(tx);
  if (movements.length === 0) return;
  await tx.query(
    `INSERT INTO investment.strike_movements (strike_id, line, reason, from_place, to_place, minor, holder, request_id, transfer_key)
     SELECT $1, place - 1, reason, from_place, to_place, minor, holder, request_id, transfer_key
       FROM unnest($2::text[], $3::text[], $4::text[], $5::numeric[], $6::text[], $7::text[], $8::text[])
            WITH ORDINALITY AS m (reason, from_place, to_place, minor, holder, request_id, transfer_key, place)`,
    [
      strikeId,
      movements.map(({ reason }) => reason),
      movements.map(({ from }) => from),
      movements.map(({ to }) => to),
      movements.map(({ minor }) => minor.toString()),
      movements.map(({ holder }) => holder ?? null),
      movements.map(({ requestId }) => requestId ?? null),
      movements.map(({ transferKey }) => transferKey),
    ],
  );
}

/** Writes down what everybody held after a strike. */
export async function addBalances(tx: EntityManager, strikeId: string, balances: readonly Balance[]): Promise<void> {
  inTransaction(tx);
  if (balances.length === 0) return;
  await tx.query(
    `INSERT INTO investment.strike_balances (strike_id, holder, units, balance_minor, fee_accrued_minor, paid_in_minor)
     SELECT $1, * FROM unnest($2::text[], $3::numeric[], $4::numeric[], $5::numeric[], $6::numeric[])`,
    [
      strikeId,
      balances.map(({ holder }) => holder),
      balances.map(({ units }) => e12Text(units)),
      balances.map(({ balanceMinor }) => balanceMinor.toString()),
      balances.map(({ feeAccruedMinor }) => feeAccruedMinor.toString()),
      balances.map(({ paidInMinor }) => paidInMinor.toString()),
    ],
  );
}

type BalanceRow = {
  holder: string;
  units: string;
  balance_minor: string;
  fee_accrued_minor: string;
  paid_in_minor: string;
};

/** What everybody held after a strike, by holder; `holder` asks for one alone. */
export async function balancesOfStrike(db: EntityManager, strikeId: string, holder?: string): Promise<Balance[]> {
  const rows = (await db.query(
    `SELECT * FROM investment.strike_balances WHERE strike_id = $1 AND ($2::text IS NULL OR holder = $2) ORDER BY holder COLLATE "C"`,
    [strikeId, holder ?? null],
  )) as BalanceRow[];
  return rows.map((row) => ({
    holder: row.holder,
    units: e12Of(row.units),
    balanceMinor: BigInt(row.balance_minor),
    feeAccruedMinor: BigInt(row.fee_accrued_minor),
    paidInMinor: BigInt(row.paid_in_minor),
  }));
}

/** The newest link of the ledger's chain. */
export async function chainHead(db: EntityManager): Promise<{ seq: bigint; hash: string }> {
  const [row] = (await db.query('SELECT seq, hash FROM financial.chain_head')) as Array<{ seq: string; hash: string }>;
  return { seq: BigInt(row?.seq ?? 0), hash: row?.hash ?? GENESIS_HASH };
}

/** The digests of what a strike wrote, by the table of the rows. */
export type StrikeDigests = {
  strike_digest: string;
  positions_digest: string;
  movements_digest: string;
  lot_moves_digest: string;
  fee_events_digest: string;
};

/** The digests of a strike's rows as they stand now. */
export async function digestsOfStrike(db: EntityManager, strikeId: string): Promise<StrikeDigests> {
  const [row] = (await db.query('SELECT * FROM investment.digest_strike($1)', [strikeId])) as StrikeDigests[];
  return row!;
}

/** One digest over a strike's own and that of the strike before. */
export const sealOf = (previousDigest: string, digests: StrikeDigests): string =>
  sha256Hex(
    [
      previousDigest,
      digests.strike_digest,
      digests.positions_digest,
      digests.movements_digest,
      digests.lot_moves_digest,
      digests.fee_events_digest,
    ].join('\n'),
  );

/** Seals a strike when all its rows are written: whoever changes one of them later must change every later seal. */
export async function sealStrike(tx: EntityManager, strikeId: string): Promise<void> {
  inTransaction(tx);
  const [previous] = (await tx.query(
    `SELECT seal.digest FROM investment.strikes own
       JOIN investment.strikes older ON older.product_id = own.product_id AND older.number < own.number
       JOIN investment.strike_seals seal ON seal.strike_id = older.strike_id
      WHERE own.strike_id = $1 ORDER BY older.number DESC LIMIT 1`,
    [strikeId],
  )) as Array<{ digest: string }>;
  const previousDigest = previous?.digest ?? GENESIS_HASH;
  const digests = await digestsOfStrike(tx, strikeId);
  await tx.query(
    `INSERT INTO investment.strike_seals (strike_id, previous_digest, strike_digest, positions_digest, movements_digest, lot_moves_digest, fee_events_digest, digest)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      strikeId,
      previousDigest,
      digests.strike_digest,
      digests.positions_digest,
      digests.movements_digest,
      digests.lot_moves_digest,
      digests.fee_events_digest,
      sealOf(previousDigest, digests),
    ],
  );
}
