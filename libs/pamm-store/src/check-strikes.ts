import { GENESIS_HASH } from '@orbiquant/ledger';
import { poolTree, pseudonymOf } from '@orbiquant/pool-proof';
import type { EntityManager } from '@orbiquant/platform-db';
import type { AlteredPoolRow } from './check-pools.ts';
import { saltIfAny } from './product-repository.ts';
import { balancesOfStrike, digestsOfStrike, sealOf, type StrikeDigests } from './strike-parts.ts';

type Row = StrikeDigests & {
  strike_id: string;
  nav_minor: string;
  root_hash: string | null;
  root_leaves: number | null;
  chain_seq: string | null;
  chain_hash: string | null;
  link_hash: string | null;
  previous_digest: string | null;
  digest: string | null;
};

const TABLES: ReadonlyArray<readonly [keyof StrikeDigests, string]> = [
  ['positions_digest', 'strike_positions'],
  ['movements_digest', 'strike_movements'],
  ['lot_moves_digest', 'lot_moves'],
  ['fee_events_digest', 'fee_events'],
  ['strike_digest', 'strikes'],
];

/** The strikes of a product, oldest first: each against its seal, the seal before, its root and the ledger's chain. */
export async function checkStrikes(tx: EntityManager, productId: string): Promise<AlteredPoolRow[]> {
  const rows = (await tx.query(
    `SELECT z.*, s.strike_id, s.nav_minor, s.root_hash, s.root_leaves, s.chain_seq, s.chain_hash, l.hash AS link_hash
       FROM investment.strikes s LEFT JOIN investment.strike_seals z ON z.strike_id = s.strike_id LEFT JOIN financial.chain_links l ON l.seq = s.chain_seq
      WHERE s.product_id = $1 ORDER BY s.number`,
    [productId],
  )) as Row[];
  const salt = await saltIfAny(tx, productId);
  const altered: AlteredPoolRow[] = [];
  let previous: string | null = null;
  for (const row of rows) {
    if (row.root_hash === null && previous === null) continue; // from before strikes were sealed
    altered.push(
      ...(await sealFaults(tx, row, previous ?? GENESIS_HASH)),
      ...(await rootFaults(tx, row, { salt, productId })),
    );
    previous = row.digest ?? previous;
  }
  return altered;
}

async function sealFaults(tx: EntityManager, row: Row, previous: string): Promise<AlteredPoolRow[]> {
  const fault = (table: string, what: string): AlteredPoolRow => ({ table, row: row.strike_id, what });
  if (row.digest === null) return [fault('strike_seals', 'is missing')];
  const now = await digestsOfStrike(tx, row.strike_id);
  const changed = TABLES.find(([column]) => now[column] !== row[column]);
  if (changed) return [fault(changed[1], `of this strike are not what was written`)];
  if (row.previous_digest !== previous) return [fault('strike_seals', 'does not follow the seal before')];
  return sealOf(previous, row) === row.digest ? [] : [fault('strike_seals', 'is not what was written')];
}

type Names = { salt: string | null; productId: string };

async function rootFaults(tx: EntityManager, row: Row, { salt, productId }: Names): Promise<AlteredPoolRow[]> {
  const balances = await balancesOfStrike(tx, row.strike_id);
  const { root } = poolTree(
    balances.map(({ holder, units, balanceMinor }) => ({
      pseudonym: pseudonymOf(salt ?? '', { userId: holder, productId }),
      units,
      balance: balanceMinor,
    })),
  );
  const faults: AlteredPoolRow[] = [];
  if (root.hash !== row.root_hash || root.leaves !== row.root_leaves)
    faults.push({
      table: 'strike_balances',
      row: row.strike_id,
      what: 'of this strike do not make the root that was published',
    });
  else if (balances.length > 0 && root.balance !== BigInt(row.nav_minor))
    faults.push({ table: 'strikes', row: row.strike_id, what: 'its NAV is not the sum of its balances' });
  if (row.chain_seq !== null && row.chain_seq !== '0' && row.chain_hash !== row.link_hash)
    faults.push({ table: 'strikes', row: row.strike_id, what: 'the ledger has another link where it was struck' });
  return faults;
}
