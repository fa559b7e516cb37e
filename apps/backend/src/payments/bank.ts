import { AppError } from '@orbiquant/kernel';
import { addPayoutAccount, noteBank, payoutAccountOf, type PayoutAccount } from '@orbiquant/payments-store';
import { databaseNow, type PaymentsDesk } from './payments-desk.ts';
import type { Payer, Processor } from './processor.ts';

/** The processor, where there is one. @throws AppError service-unavailable */
export function processorOf({ processor }: PaymentsDesk): Processor {
  if (processor) return processor;
  throw new AppError('service-unavailable', 'Card payments are not set up in this installation');
}

/** The page on which a person names the bank for payouts; their account there is opened on the first visit. */
export async function bankPage(desk: PaymentsDesk, payer: Payer, key: string): Promise<string> {
  const processor = processorOf(desk);
  const known = await payoutAccountOf(desk.db.manager, payer.userId);
  const { account } =
    known ?? (await addPayoutAccount(desk.db.manager, payer.userId, await processor.createAccount(payer)));
  return processor.bankPage(account, key);
}

/** Looks which bank is named now. A change starts the waiting time in which no money leaves. */
export async function lookAtBank(desk: PaymentsDesk, userId: string): Promise<PayoutAccount | null> {
  const known = await payoutAccountOf(desk.db.manager, userId);
  if (!known) return null;
  const bank = await processorOf(desk).bankOf(known.account);
  if (bank !== null) await noteBank(desk.db.manager, userId, { bank, nowMs: await databaseNow(desk.db, desk.rules) });
  return payoutAccountOf(desk.db.manager, userId);
}
