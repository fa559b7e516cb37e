import { decideIncident, type PaymentObject } from '@orbiquant/payments';
import { inDeposits, without, type Mutant } from './mutant.ts';

type Charge = NonNullable<PaymentObject['charge']>;

/** Another payment in the place of the one that was fetched. */
const seenAs = (change: (object: PaymentObject) => PaymentObject): Mutant['apply'] =>
  inDeposits(
    (decide) => (state, input, context) =>
      decide(state, input.kind === 'fetched' ? { ...input, object: change(input.object) } : input, context),
  );

const chargeAs = (change: (charge: Charge) => Charge): Mutant['apply'] =>
  seenAs((object) => (object.charge ? { ...object, charge: change(object.charge) } : object));

const creditsOnWord: Mutant['apply'] = seenAs((object) =>
  object.status === 'processing'
    ? { ...object, status: 'succeeded', charge: { id: `${object.id}-soon`, feeCents: 0n, refunds: [], dispute: null } }
    : object,
);

const forgetsRefunds: Mutant['apply'] = (seams) =>
  without('dedupesTransfers')(
    inDeposits((decide) => (state, input, context) => decide(state && { ...state, refunds: [] }, input, context))(
      seams,
    ),
  );

const richContext: Mutant['apply'] = inDeposits(
  (decide) => (state, input, context) => decide(state, input, { ...context, walletMinor: 10n ** 18n }),
);

/** Dollars turned into wallet money by way of a double, cut off. */
const floatCredit: Mutant['apply'] = inDeposits((decide) => (state, input, context) => {
  const made = decide(state, input, context);
  const drift = (minor: bigint): bigint =>
    BigInt(Math.trunc((Number(minor) / 1_000_000) * 1.1 * 1_000_000)) - (minor * 11n) / 10n;
  const transfers = made.transfers.map((transfer) => {
    const wallet = transfer.postings.find(({ account, minor }) => account.endsWith(':wallet') && minor > 0n);
    const off = wallet ? drift(wallet.minor) : 0n;
    const postings = transfer.postings.map((posting) => {
      if (posting === wallet) return { ...posting, minor: posting.minor + off };
      const other = posting.account.startsWith('conversion') && posting.currency === 'USDT';
      return other ? { ...posting, minor: posting.minor - off } : posting;
    });
    return { ...transfer, postings };
  });
  return { ...made, transfers };
});

/** Defects on the way of money into the house, in what watches over it, and in the database. */
export const HOUSE_MUTANTS: readonly Mutant[] = [
  {
    id: 'no-reconcile',
    row: 'W13',
    breaks: 'nobody compares the books with the processor',
    apply: (seams) => ({
      ...seams,
      *workReconcile() {
        yield* [];
        return { kind: 'done' };
      },
    }),
  },
  {
    id: 'deaf-bell',
    row: 'W11',
    breaks: 'events are kept and never looked at',
    apply: (seams) => ({
      ...seams,
      *workDoorbell() {
        yield* [];
        return { kind: 'done' };
      },
    }),
    equivalent: 'the reconciler sees everything that events tell of; without both nothing ends',
  },
  {
    id: 'incident-not-raised',
    row: 'W16',
    breaks: 'money that nobody can explain is ignored',
    apply: (seams) => ({
      ...seams,
      incident: (state, _input) => ({ applied: false, state, transfers: [], effects: [], notices: [], incidents: [] }),
    }),
  },
  {
    id: 'incident-not-booked',
    row: 'W16',
    breaks: 'money that nobody can explain is told and not booked',
    apply: (seams) => ({ ...seams, incident: (state, input) => ({ ...decideIncident(state, input), transfers: [] }) }),
  },
  {
    id: 'incident-mends-itself',
    row: 'W16',
    breaks: 'an unexplained payout freezes nothing',
    apply: (seams) => ({
      ...seams,
      incident: (state, input) => {
        const made = decideIncident(state, input);
        return made.state ? { ...made, state: { ...made.state, status: 'resolved' as const } } : made;
      },
    }),
  },
  { id: 'credits-on-word', row: 'W21', breaks: 'a payment in processing is credited', apply: creditsOnWord },
  {
    id: 'fee-forgotten',
    row: 'W21',
    breaks: 'the fee of the processor is not booked',
    apply: chargeAs((charge) => ({ ...charge, feeCents: 0n })),
  },
  {
    id: 'refund-forgotten',
    row: 'W21',
    breaks: 'a refund takes nothing back',
    apply: chargeAs((charge) => ({ ...charge, refunds: [] })),
  },
  {
    id: 'refund-failure-forgotten',
    row: 'W21',
    breaks: 'a refund that failed is not given again',
    apply: chargeAs((charge) => ({
      ...charge,
      refunds: charge.refunds.map((refund) => ({ ...refund, failed: false })),
    })),
  },
  { id: 'refund-at-every-look', row: 'W10', breaks: 'each look at a refund books it again', apply: forgetsRefunds },
  {
    id: 'dispute-forgotten',
    row: 'W21',
    breaks: 'a dispute takes nothing back',
    apply: chargeAs((charge) => ({ ...charge, dispute: null })),
  },
  {
    id: 'dispute-never-won',
    row: 'W21',
    breaks: 'a dispute that was won gives nothing back',
    apply: chargeAs((charge) => ({
      ...charge,
      dispute: charge.dispute && {
        ...charge.dispute,
        stage: charge.dispute.stage === 'won' ? 'lost' : charge.dispute.stage,
      },
    })),
  },
  {
    id: 'no-receivable',
    row: 'W21',
    breaks: 'what was spent already is taken from an empty wallet',
    apply: richContext,
  },
  {
    id: 'no-hold',
    row: 'W21',
    breaks: 'card money can be withdrawn at once',
    apply: (seams) => ({ ...seams, depositHoldMs: 0 }),
  },
  { id: 'float-credit', row: 'N16', breaks: 'money goes through a double', apply: floatCredit },
  { id: 'not-atomic', row: 'W4', breaks: 'rows and bookings are written apart', apply: without('isAtomic') },
  { id: 'outbox-after-commit', row: 'I13', breaks: 'work is queued after the commit', apply: without('keepsOutbox') },
  {
    id: 'no-transfer-dedupe',
    row: 'W10',
    breaks: 'the ledger books the same key twice',
    apply: without('dedupesTransfers'),
    equivalent: 'the states are monotone: no step asks twice; the key is a second belt',
  },
  {
    id: 'no-event-dedupe',
    row: 'W10',
    breaks: 'the same event is worked on twice',
    apply: without('dedupesEvents'),
    equivalent: 'an event is a doorbell: what is fetched twice changes nothing; the id is a second belt',
  },
  {
    id: 'no-fencing',
    row: 'D6',
    breaks: 'a worker whose lease is lost goes on writing',
    apply: without('fences'),
    equivalent:
      'keys and deadlines are in the row, so two workers on one withdrawal do what one would; the epoch is a second belt',
  },
];
