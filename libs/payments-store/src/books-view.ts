import type { BooksView } from '@orbiquant/payments';
import type { DataSource } from '@orbiquant/platform-db';
import { listInvoices, listPlans } from './billing-rows.ts';
import { listDeposits } from './deposit-rows.ts';
import { listIncidents } from './incident-rows.ts';
import { listWithdrawals } from './withdrawal-rows.ts';

const ALL = 1_000_000;

/**
 * What our books hold, in one snapshot. Older rows are there too: an object that the processor lists may belong to one of
 * them.
 */
export const booksView = (db: DataSource): Promise<BooksView> =>
  db.transaction('REPEATABLE READ', async (tx) => ({
    withdrawals: by(await listWithdrawals(tx, { limit: ALL }), ({ withdrawalId }) => withdrawalId),
    deposits: by(await listDeposits(tx, { limit: ALL }), ({ depositId }) => depositId),
    invoices: by(await listInvoices(tx), ({ invoiceId }) => invoiceId),
    plans: by(await listPlans(tx), ({ userId }) => userId),
    incidents: by(await listIncidents(tx, ALL), ({ incidentId }) => incidentId),
  }));

const by = <T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T> =>
  new Map(rows.map((row) => [keyOf(row), row]));
