import { PROCESSOR_CLEARING, PROCESSOR_FEES, REVENUE, transfer, type Transfer } from '@orbiquant/ledger';
import { CARD_CURRENCY, nonZero } from './par.ts';
import { applied, ignored, type Decision } from './saga.ts';
import type { ChargeObject, DisputeObject, InvoiceObject, RefundObject } from './stripe-call.ts';

/** A paid bill of a plan: one row, changed only by `decideInvoice`. */
export type Invoice = {
  invoiceId: string;
  userId: string | null;
  paidCents: bigint;
  refunds: readonly RefundObject[];
  dispute: DisputeObject | null;
};

/**
 * One step of a bill: revenue is booked once, when it is paid; each refund and dispute takes it back once. What is booked
 * follows from the fetched bill alone.
 */
export function decideInvoice(
  state: Invoice | null,
  { object }: { kind: 'fetched'; object: InvoiceObject },
): Decision<Invoice | null> {
  const { status, charge, paidCents, currency, id, userId } = object;
  if (status !== 'paid' || charge === null || currency !== CARD_CURRENCY) return ignored(state);
  const before: Invoice = state ?? { invoiceId: id, userId, paidCents, refunds: [], dispute: null };
  const paid = state === null ? [book(before, 'paid', { revenue: paidCents, fee: charge.feeCents })] : [];
  const transfers = [...paid, ...refundBookings(before, charge), ...disputeBookings(before, charge)];
  if (transfers.length === 0 && !isLost(before, charge)) return ignored(state);
  return applied<Invoice | null>(
    {
      ...before,
      refunds: mergedRefunds(before.refunds, charge.refunds),
      dispute: laterOf(before.dispute, charge.dispute),
    },
    { transfers },
  );
}

/** Revenue that came (`revenue` > 0) or went, and what the processor kept of it. Cents. */
const book = ({ invoiceId }: Invoice, what: string, { revenue, fee }: { revenue: bigint; fee: bigint }): Transfer =>
  transfer({
    key: `inv:${invoiceId}:${what}`,
    reason: what === 'paid' ? 'plan' : what.startsWith('dispute') ? 'dispute' : 'refund',
    memo: invoiceId,
    postings: nonZero([
      { account: PROCESSOR_CLEARING, currency: CARD_CURRENCY, minor: fee - revenue },
      { account: PROCESSOR_FEES, currency: CARD_CURRENCY, minor: -fee },
      { account: REVENUE, currency: CARD_CURRENCY, minor: revenue },
    ]),
  });

function refundBookings(invoice: Invoice, { refunds }: ChargeObject): Transfer[] {
  return refunds.flatMap((refund) => {
    const known = invoice.refunds.find(({ id }) => id === refund.id);
    const sent = known ? [] : [book(invoice, `refunded:${refund.id}`, { revenue: -refund.cents, fee: 0n })];
    const back = refund.failed && !known?.failed;
    return back ? [...sent, book(invoice, `refund-failed:${refund.id}`, { revenue: refund.cents, fee: 0n })] : sent;
  });
}

function disputeBookings(invoice: Invoice, { dispute }: ChargeObject): Transfer[] {
  if (!dispute) return [];
  const { id, cents, feeCents, stage } = dispute;
  const taken = invoice.dispute ? [] : [book(invoice, `disputed:${id}`, { revenue: -cents, fee: feeCents })];
  const isNewlyWon = stage === 'won' && (invoice.dispute?.stage ?? 'open') === 'open';
  return isNewlyWon ? [...taken, book(invoice, `dispute-won:${id}`, { revenue: cents, fee: 0n })] : taken;
}

const isLost = ({ dispute }: Invoice, charge: ChargeObject): boolean =>
  dispute?.stage === 'open' && charge.dispute?.stage === 'lost';

/** A closed dispute stays closed. */
const laterOf = (known: DisputeObject | null, seen: DisputeObject | null): DisputeObject | null =>
  known !== null && known.stage !== 'open' ? known : (seen ?? known);

/** Each refund once; one that has failed stays failed. */
function mergedRefunds(known: readonly RefundObject[], seen: readonly RefundObject[]): RefundObject[] {
  const failed = new Set(known.filter((refund) => refund.failed).map(({ id }) => id));
  const newer = new Set(seen.map(({ id }) => id));
  return [
    ...known.filter(({ id }) => !newer.has(id)),
    ...seen.map((refund) => ({ ...refund, failed: refund.failed || failed.has(refund.id) })),
  ];
}
