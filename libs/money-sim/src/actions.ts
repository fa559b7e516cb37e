import { moveMarket } from './market.ts';
import { stir } from './fake-venue.ts';
import { askReconcile, payOutMonths, releaseDeposits, submitApproved } from './jobs.ts';
import { decideOrder, hearTrades, tendOrders } from './order-desk.ts';
import {
  abandonCheckout,
  changeBank,
  decideFate,
  dispute,
  payByCard,
  refund,
  resolveIncidents,
  settleDispute,
  strangerPays,
} from './people.ts';
import { moveToVenue, redeem, strike, subscribe } from './pool-desk.ts';
import { approveOne, cancelOne, rejectOne, requestWithdrawal } from './withdrawal-actions.ts';
import type { World } from './world.ts';

type Action = (world: World) => void;

const anyOf = <T>({ rng }: World, items: readonly T[]): T | undefined => items[rng.below(items.length)];
const forInvestor =
  (act: (world: World, userId: string) => void): Action =>
  (world) => {
    const userId = anyOf(world, world.investors);
    if (userId !== undefined) act(world, userId);
  };
const forPool =
  (act: (world: World, desk: World['pools'][number]) => void): Action =>
  (world) => {
    const desk = anyOf(world, world.pools);
    if (desk) act(world, desk);
  };

/** Everything that people and machines do in a world, with how often it is tried in a busy one. */
export const ACTIONS: Readonly<Record<string, { act: Action; weight: number }>> = {
  deposit: { act: forInvestor(payByCard), weight: 8 },
  abandon: { act: forInvestor(abandonCheckout), weight: 1 },
  subscribe: {
    act: (world) => {
      const desk = anyOf(world, world.pools);
      if (desk) forInvestor((inner, userId) => subscribe(inner, desk, userId))(world);
    },
    weight: 4,
  },
  redeem: {
    act: (world) => {
      const desk = anyOf(world, world.pools);
      if (desk) forInvestor((inner, userId) => redeem(inner, desk, userId))(world);
    },
    weight: 3,
  },
  strike: { act: forPool(strike), weight: 4 },
  venueMoney: { act: forPool(moveToVenue), weight: 1 },
  month: { act: payOutMonths, weight: 2 },
  withdraw: { act: forInvestor(requestWithdrawal), weight: 10 },
  approve: { act: approveOne, weight: 14 },
  reject: { act: rejectOne, weight: 1 },
  cancel: { act: cancelOne, weight: 1 },
  refund: { act: refund, weight: 1 },
  dispute: { act: dispute, weight: 1.5 },
  settleDispute: { act: settleDispute, weight: 1 },
  changeBank: { act: forInvestor(changeBank), weight: 1 },
  fate: { act: decideFate, weight: 3 },
  stranger: { act: strangerPays, weight: 0.8 },
  resolve: { act: resolveIncidents, weight: 1 },
  order: { act: forPool((world, desk) => decideOrder(world, desk.orders)), weight: 4 },
  hear: { act: forPool((world, desk) => hearTrades(world, desk.orders)), weight: 3 },
  tend: { act: forPool((world, desk) => tendOrders(world, desk.orders)), weight: 2 },
  market: {
    act: (world) => {
      moveMarket(world.market, world.rng);
      for (const desk of world.pools) stir(world, desk.orders.venue);
    },
    weight: 4,
  },
  payoutJob: { act: submitApproved, weight: 9 },
  payoutJobTwice: {
    act: (world) => {
      submitApproved(world);
      submitApproved(world);
    },
    weight: 1,
  },
  release: { act: releaseDeposits, weight: 3 },
  reconcile: { act: askReconcile, weight: 2 },
  down: {
    act: (world) => {
      world.downUntilMs = world.nowMs + world.rng.below(6 * 3_600_000);
    },
    weight: 0.4,
  },
};

/** The names of all actions, in a fixed order. */
export const ACTION_NAMES: readonly string[] = Object.keys(ACTIONS);

/** How often each action is tried in one world: some never, some all the time. */
export function drawWeights(world: World): { names: string[]; upTo: number[]; total: number } {
  const upTo: number[] = [];
  let total = 0;
  for (const name of ACTION_NAMES) {
    const mood = [0.3, 1, 1, 2][world.rng.below(4)] ?? 1;
    total += (ACTIONS[name]?.weight ?? 0) * mood;
    upTo.push(total);
  }
  return { names: [...ACTION_NAMES], upTo, total };
}

/** The next action of a world, by its weights. */
export function drawAction(world: World, { names, upTo, total }: ReturnType<typeof drawWeights>): string {
  const at = world.rng.next() * total;
  return names[upTo.findIndex((bound) => at < bound)] ?? 'market';
}
