import type { Invoice, Plan, PlanSubscription } from '@orbiquant/payments';
import { inTransaction, type EntityManager } from '@orbiquant/platform-db';
import { disputeJson, readDispute, readRefunds, refundsJson, type DisputeJson, type RefundJson } from './json.ts';

type InvoiceRow = {
  invoice_id: string;
  user_id: string | null;
  paid_cents: string;
  refunds: RefundJson[];
  dispute: DisputeJson | null;
};

const toInvoice = (row: InvoiceRow): Invoice => ({
  invoiceId: row.invoice_id,
  userId: row.user_id,
  paidCents: BigInt(row.paid_cents),
  refunds: readRefunds(row.refunds),
  dispute: readDispute(row.dispute),
});

/** One bill, locked until the transaction ends; null when it is not in the books. */
export async function lockInvoice(tx: EntityManager, invoiceId: string): Promise<Invoice | null> {
  inTransaction(tx);
  const [row] = (await tx.query('SELECT * FROM financial.invoices WHERE invoice_id = $1 FOR UPDATE', [
    invoiceId,
  ])) as InvoiceRow[];
  return row ? toInvoice(row) : null;
}

/** Bills in the books; all, or one person's. */
export async function listInvoices(db: EntityManager, userId?: string): Promise<Invoice[]> {
  const rows = (await db.query(
    'SELECT * FROM financial.invoices WHERE ($1::uuid IS NULL OR user_id = $1) ORDER BY invoice_id',
    [userId ?? null],
  )) as InvoiceRow[];
  return rows.map(toInvoice);
}

/** Writes a bill as a step left it. */
export async function saveInvoice(tx: EntityManager, invoice: Invoice): Promise<void> {
  inTransaction(tx);
  await tx.query(
    `INSERT INTO financial.invoices (invoice_id, user_id, paid_cents, refunds, dispute) VALUES ($1, $2, $3, $4::jsonb, $5::jsonb)
     ON CONFLICT (invoice_id) DO UPDATE SET refunds = $4::jsonb, dispute = $5::jsonb`,
    [
      invoice.invoiceId,
      invoice.userId,
      invoice.paidCents.toString(),
      refundsJson(invoice.refunds),
      disputeJson(invoice.dispute),
    ],
  );
}

type PlanRow = {
  user_id: string;
  subscription_id: string;
  plan: Plan;
  status: PlanSubscription['status'];
  period_end: Date;
  as_of: Date;
};

const toPlan = (row: PlanRow): PlanSubscription => ({
  userId: row.user_id,
  subscriptionId: row.subscription_id,
  plan: row.plan,
  status: row.status,
  periodEndMs: row.period_end.getTime(),
  asOfMs: row.as_of.getTime(),
});

/** A person's plan, locked until the transaction ends; null before the first. */
export async function lockPlan(tx: EntityManager, userId: string): Promise<PlanSubscription | null> {
  inTransaction(tx);
  const [row] = (await tx.query('SELECT * FROM financial.plans WHERE user_id = $1 FOR UPDATE', [userId])) as PlanRow[];
  return row ? toPlan(row) : null;
}

/** Every plan in the books. */
export async function listPlans(db: EntityManager): Promise<PlanSubscription[]> {
  return ((await db.query('SELECT * FROM financial.plans ORDER BY user_id')) as PlanRow[]).map(toPlan);
}

/** Writes a plan as a step left it. */
export async function savePlan(tx: EntityManager, plan: PlanSubscription): Promise<void> {
  inTransaction(tx);
  await tx.query(
    `INSERT INTO financial.plans (user_id, subscription_id, plan, status, period_end, as_of) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (user_id) DO UPDATE SET subscription_id = $2, plan = $3, status = $4, period_end = $5, as_of = $6`,
    [plan.userId, plan.subscriptionId, plan.plan, plan.status, new Date(plan.periodEndMs), new Date(plan.asOfMs)],
  );
}
