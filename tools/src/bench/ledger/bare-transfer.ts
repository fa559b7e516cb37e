import type { Client } from 'pg';
import { newId } from '@orbiquant/kernel';
import type { Transfer } from '@orbiquant/ledger';

const UPDATE = {
  name: 'bare-update',
  text: `UPDATE bare.balances SET balance = balance + $2, version = version + 1
          WHERE account_id = $1 AND currency = 'USDT' AND stripe = 0 RETURNING balance, version`,
};
const TRANSFER = {
  name: 'bare-transfer',
  text: `INSERT INTO bare.transfers (transfer_id, idempotency_key, content_hash, reason, memo, posting_count, booked_at)
         VALUES ($1, $2, $3, $4, $5, $6, now())`,
};
const POSTING = {
  name: 'bare-posting',
  text: `INSERT INTO bare.postings VALUES ($1, $2, $3, 'USDT', 0, $4, $5, $6)`,
};

/** One transfer as bare SQL: the same rows as the books write, a prepared statement each, in one transaction. */
export async function bareTransfer(client: Client, { key, reason, memo, postings }: Transfer): Promise<void> {
  const transferId = newId();
  await client.query('BEGIN');
  await client.query({ ...TRANSFER, values: [transferId, key, key, reason, memo, postings.length] });
  for (const [line, { account, minor }] of postings.entries()) {
    const { rows } = await client.query<{ balance: string; version: string }>({
      ...UPDATE,
      values: [account, minor.toString()],
    });
    const [after] = rows;
    await client.query({
      ...POSTING,
      values: [transferId, line, account, minor.toString(), after?.balance, after?.version],
    });
  }
  await client.query('COMMIT');
}
