import { EntitySchema } from '@orbiquant/platform-db';

const schema = 'financial';
const text = { type: 'text' } as const;
const textArray = { type: 'text', array: true } as const;
const uuid = { type: 'uuid' } as const;
const integer = { type: 'integer' } as const;
const bigint = { type: 'bigint' } as const;
const flag = { type: 'boolean' } as const;
const instant = { type: 'timestamptz' } as const;
const json = { type: 'jsonb' } as const;
const minor = { type: 'numeric', precision: 38, scale: 0 } as const;
const key = { primary: true } as const;
const optional = { nullable: true } as const;

const AllowedMoveTable = new EntitySchema({
  name: 'PaymentsAllowedMove',
  schema,
  tableName: 'allowed_moves',
  columns: {
    saga: { ...text, ...key },
    from_status: { ...text, ...key },
    to_status: { ...text, ...key },
  },
});

const WithdrawalTable = new EntitySchema({
  name: 'PaymentsWithdrawal',
  schema,
  tableName: 'withdrawals',
  columns: {
    withdrawal_id: { ...uuid, ...key },
    user_id: uuid,
    cents: minor,
    account: text,
    status: text,
    requested_at: instant,
    approvals_needed: integer,
    approvals: textArray,
    reason: { ...text, ...optional },
    legs: json,
  },
});

const PayoutAttemptTable = new EntitySchema({
  name: 'PaymentsPayoutAttempt',
  schema,
  tableName: 'payout_attempts',
  columns: {
    withdrawal_id: { ...uuid, ...key },
    leg: { ...text, ...key },
    attempt_no: { ...integer, ...key },
    idempotency_key: text,
    fingerprint: text,
    first_try_at: instant,
  },
});

const DepositTable = new EntitySchema({
  name: 'PaymentsDeposit',
  schema,
  tableName: 'deposits',
  columns: {
    deposit_id: { ...uuid, ...key },
    user_id: uuid,
    cents: minor,
    status: text,
    created_at: instant,
    payment_id: { ...text, ...optional },
    charge_id: { ...text, ...optional },
    held_until: { ...instant, ...optional },
    refunds: json,
    dispute: { ...json, ...optional },
    checkout_url: { ...text, ...optional },
  },
});

const InvoiceTable = new EntitySchema({
  name: 'PaymentsInvoice',
  schema,
  tableName: 'invoices',
  columns: {
    invoice_id: { ...text, ...key },
    user_id: { ...uuid, ...optional },
    paid_cents: minor,
    refunds: json,
    dispute: { ...json, ...optional },
  },
});

const PlanTable = new EntitySchema({
  name: 'PaymentsPlan',
  schema,
  tableName: 'plans',
  columns: {
    user_id: { ...uuid, ...key },
    subscription_id: text,
    plan: text,
    status: text,
    period_end: instant,
    as_of: instant,
  },
});

const IncidentTable = new EntitySchema({
  name: 'PaymentsIncident',
  schema,
  tableName: 'incidents',
  columns: {
    incident_id: { ...text, ...key },
    status: text,
    is_booked: flag,
    cause: json,
    raised_at: instant,
    resolved_by: { ...text, ...optional },
  },
});

const PayoutAccountTable = new EntitySchema({
  name: 'PaymentsPayoutAccount',
  schema,
  tableName: 'payout_accounts',
  columns: {
    user_id: { ...uuid, ...key },
    account: text,
    bank: { ...text, ...optional },
    changed_at: { ...instant, ...optional },
  },
});

const EffectTable = new EntitySchema({
  name: 'PaymentsEffect',
  schema,
  tableName: 'effects',
  columns: {
    effect_id: { ...text, ...key },
    kind: text,
    saga_id: text,
    not_before: instant,
    epoch: bigint,
    lease_until: { ...instant, ...optional },
    tries: integer,
    done_at: { ...instant, ...optional },
  },
});

const WebhookEventTable = new EntitySchema({
  name: 'PaymentsWebhookEvent',
  schema,
  tableName: 'webhook_events',
  columns: {
    event_id: { ...text, ...key },
    type: text,
    account: { ...text, ...optional },
    object_id: text,
    charge_id: { ...text, ...optional },
    payment_id: { ...text, ...optional },
    raw: text,
    received_at: instant,
  },
});

const NoticeTable = new EntitySchema({
  name: 'PaymentsNotice',
  schema,
  tableName: 'notices',
  columns: {
    notice_id: { ...uuid, ...key },
    recipient: text,
    user_id: { ...uuid, ...optional },
    kind: text,
    about: text,
    told_at: instant,
  },
});

/** The tables of card payments and payouts, as the migration made them. */
export const paymentsEntities = [
  AllowedMoveTable,
  WithdrawalTable,
  PayoutAttemptTable,
  DepositTable,
  InvoiceTable,
  PlanTable,
  IncidentTable,
  PayoutAccountTable,
  EffectTable,
  WebhookEventTable,
  NoticeTable,
];
