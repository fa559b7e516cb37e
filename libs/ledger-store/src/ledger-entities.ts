import { EntitySchema } from '@orbiquant/platform-db';

const money = { type: 'numeric', precision: 38, scale: 0 } as const;
const schema = 'financial';

const AccountTable = new EntitySchema({
  name: 'LedgerAccount',
  schema,
  tableName: 'accounts',
  columns: {
    account_id: { type: 'text', primary: true },
    currency: { type: 'text', primary: true },
    kind: { type: 'text' },
    may_be_negative: { type: 'boolean' },
    stripes: { type: 'integer' },
    opened_at: { type: 'timestamptz' },
  },
});

const BalanceTable = new EntitySchema({
  name: 'LedgerBalance',
  schema,
  tableName: 'balances',
  columns: {
    account_id: { type: 'text', primary: true },
    currency: { type: 'text', primary: true },
    stripe: { type: 'integer', primary: true },
    balance: money,
    may_be_negative: { type: 'boolean' },
    version: { type: 'bigint' },
  },
});

const TransferTable = new EntitySchema({
  name: 'LedgerTransfer',
  schema,
  tableName: 'transfers',
  columns: {
    transfer_id: { type: 'uuid', primary: true },
    number: { type: 'bigint' },
    tx: { type: 'numeric', nullable: true },
    idempotency_key: { type: 'text' },
    content_hash: { type: 'text' },
    reason: { type: 'text' },
    memo: { type: 'text' },
    posting_count: { type: 'integer' },
    booked_at: { type: 'timestamptz' },
  },
});

const ChainLinkTable = new EntitySchema({
  name: 'LedgerChainLink',
  schema,
  tableName: 'chain_links',
  columns: {
    seq: { type: 'bigint', primary: true },
    transfer_id: { type: 'uuid' },
    previous_hash: { type: 'text' },
    hash: { type: 'text' },
  },
});

const PostingTable = new EntitySchema({
  name: 'LedgerPosting',
  schema,
  tableName: 'postings',
  columns: {
    transfer_id: { type: 'uuid', primary: true },
    line: { type: 'integer', primary: true },
    account_id: { type: 'text' },
    currency: { type: 'text' },
    stripe: { type: 'integer' },
    minor: money,
    balance_after: money,
    account_version: { type: 'bigint' },
  },
});

const ChainHeadTable = new EntitySchema({
  name: 'LedgerChainHead',
  schema,
  tableName: 'chain_head',
  columns: {
    head_id: { type: 'integer', primary: true },
    seq: { type: 'bigint' },
    hash: { type: 'text' },
    sealed_before: { type: 'numeric' },
  },
});

const IdempotencyKeyTable = new EntitySchema({
  name: 'IdempotencyKey',
  schema,
  tableName: 'idempotency_keys',
  columns: {
    user_id: { type: 'uuid', primary: true },
    route: { type: 'text', primary: true },
    idempotency_key: { type: 'text', primary: true },
    request_hash: { type: 'text' },
    claim_id: { type: 'uuid' },
    claimed_at: { type: 'timestamptz' },
    answer: { type: 'text', nullable: true },
  },
});

/** The tables of the books, as the migration made them. */
export const ledgerEntities = [
  AccountTable,
  BalanceTable,
  TransferTable,
  PostingTable,
  ChainLinkTable,
  ChainHeadTable,
  IdempotencyKeyTable,
];
