import { getFills, getPositions } from '@orbiquant/contracts';
import { eventually } from './eventually.ts';
import { marketOfRecord } from './market-of-record.ts';
import type { Stack } from './stack.ts';

const params = { agentId: 'orion' as const };
const SETTLE_MS = 2_000;
/** The first trades of the record come after days. */
const HURRY = 30_000;

/** Stops the market while Orion holds something, once what was under way is booked. */
export async function standStillHolding(stack: Stack, withinMs: number): Promise<void> {
  if (marketOfRecord.replay) await stack.market('speed', { speed: HURRY });
  await eventually('Orion holds a position while the market stands still', () => heldAtRest(stack), withinMs);
}

async function heldAtRest(stack: Stack): Promise<boolean> {
  if (!(await isHolding(stack))) return false;
  await stack.market('pause');
  const count = async () => (await stack.investor.call(getFills, { params, query: { limit: 1000 } })).length;
  for (let before = -1, now = await count(); before !== now; before = now, now = await count())
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
  if (await isHolding(stack)) return true;
  await stack.market('resume');
  return false;
}

const isHolding = async (stack: Stack): Promise<boolean> =>
  (await stack.investor.call(getPositions, { params })).some(({ quantity }) => quantity.gt(0));
