import type { World } from './world.ts';

const DAY_MS = 86_400_000;
const YEAR_MS = 365 * DAY_MS;
/** What the operator puts into each pool. Minor units. */
export const STAKE = 2_000_000_000n;

type Lot = { holder: string; units: number; mark: number; since: number };
/** What must be in a pool; money in minor units, units at 1 minor unit each at the start. */
export type PoolModel = {
  poolId: string;
  cash: number;
  accrued: number;
  lots: Lot[];
  price: number;
  flows: Map<string, number>;
  struckAt: number;
  venue: number;
  months: Map<string, { opening: number; paidIn: number; paidOut: number }>;
};
type Terms = { terms: { performanceFeeE9: bigint; managementFeeE9: bigint } | undefined; managerId: string };
type Event =
  | { seq: number; atMs: number; kind: 'strike'; equity: number; cutOffMs: number }
  | { seq: number; kind: 'month'; holders: ReadonlySet<string> }
  | { seq: number; kind: 'sent'; minor: number };

/** A pool as its terms say, in doubles: strikes, flows, fees and months in the order in which they happened. */
export function modelPool(world: World, poolId: string, terms: Terms): PoolModel {
  const rate = rateOf(terms);
  const model = newModel(poolId, rate.managerId);
  const queue = world.testimony.pool
    .filter((request) => request.poolId === poolId)
    .map((request) => ({ ...request, left: Number(request.minor) }));
  for (const request of queue) if (request.kind === 'subscribe') addFlow(model, request.userId, -request.left);
  for (const event of eventsOf(world, poolId)) {
    if (event.kind === 'sent') sendModel(model, event.minor);
    else if (event.kind === 'month') payMonth(model, event.holders, rate);
    else strikeModel(model, { event, queue, rate });
  }
  return model;
}

const rateOf = ({ terms, managerId }: Terms): Rate => ({
  fee: Number(terms?.performanceFeeE9 ?? 0n) / 1e9,
  yearly: Number(terms?.managementFeeE9 ?? 0n) / 1e9,
  managerId,
});

const newModel = (poolId: string, managerId: string): PoolModel => ({
  poolId,
  cash: 0,
  accrued: 0,
  lots: [{ holder: managerId, units: Number(STAKE), mark: 1, since: 0 }],
  price: 1,
  flows: new Map(),
  struckAt: 0,
  venue: Number(STAKE),
  months: new Map(),
});

function eventsOf({ testimony }: World, poolId: string): Event[] {
  const mine = <T extends { poolId: string }>(rows: readonly T[]): T[] => rows.filter((row) => row.poolId === poolId);
  return [
    ...mine(testimony.strikes).map((s): Event => ({
      seq: s.seq,
      atMs: s.atMs,
      kind: 'strike',
      equity: Number(s.equityMinor),
      cutOffMs: s.cutOffMs,
    })),
    ...mine(testimony.payOuts).map((p): Event => ({ seq: p.seq, kind: 'month', holders: p.holders })),
    ...mine(testimony.sent).map((s): Event => ({ seq: s.seq, kind: 'sent', minor: Number(s.minor) })),
  ].sort((a, b) => a.seq - b.seq);
}

type Asked = World['testimony']['pool'][number] & { left: number };
type Rate = { fee: number; yearly: number; managerId: string };

const unitsOf = ({ lots }: PoolModel): number => lots.reduce((sum, { units }) => sum + units, 0);
const addFlow = (model: PoolModel, userId: string, minor: number): void =>
  void model.flows.set(userId, (model.flows.get(userId) ?? 0) + minor);
const monthOf = (at: number): number => new Date(at).getUTCFullYear() * 12 + new Date(at).getUTCMonth();

function strikeModel(
  model: PoolModel,
  { event, queue, rate }: { event: Extract<Event, { kind: 'strike' }>; queue: Asked[]; rate: Rate },
): void {
  if (model.struckAt > 0)
    model.accrued += ((model.cash + model.venue) * rate.yearly * (event.atMs - model.struckAt)) / YEAR_MS;
  model.price = (model.cash + event.equity - Math.floor(model.accrued)) / unitsOf(model);
  const monthEnd = model.struckAt > 0 && monthOf(model.struckAt) < monthOf(event.atMs);
  if (monthEnd) for (const lot of [...model.lots]) takeFee(model, lot, { units: lot.units, rate, raise: true });
  const due = queue.filter(({ atMs, left }) => atMs < event.cutOffMs && left !== 0);
  for (const request of due) if (request.kind === 'subscribe') join(model, request, event.atMs);
  leave(
    model,
    due.filter(({ kind }) => kind === 'redeem'),
    rate,
  );
  if (monthEnd) {
    const paid = Math.min(Math.floor(model.accrued), Math.max(0, model.cash));
    model.accrued -= paid;
    model.cash -= paid;
  }
  model.struckAt = event.atMs;
  model.venue = event.equity;
}

function sendModel(model: PoolModel, minor: number): void {
  model.cash -= minor;
  model.venue += minor;
}

/** The fee on some units of a lot goes to the manager in units. */
function takeFee(
  model: PoolModel,
  lot: Lot,
  { units, rate, raise }: { units: number; rate: Rate; raise: boolean },
): number {
  const gain = lot.holder === rate.managerId ? 0 : Math.max(0, model.price - lot.mark);
  const fee = (units * gain * rate.fee) / model.price;
  if (raise) lot.mark = Math.max(lot.mark, model.price);
  lot.units -= fee;
  if (fee > 0) model.lots.push({ holder: rate.managerId, units: fee, mark: model.price, since: 0 });
  return fee;
}

function join(model: PoolModel, request: Asked, atMs: number): void {
  model.cash += request.left;
  model.lots.push({ holder: request.userId, units: request.left / model.price, mark: model.price, since: atMs });
  monthFor(model, request.userId).paidIn += request.left;
  request.left = 0;
}

/** What the units of a model are worth at its last strike. Minor units. */
export const valueOf = (model: PoolModel): number => unitsOf(model) * model.price;

/** Who leaves is paid from the pool's cash, all in the same proportion when it is short. */
function leave(model: PoolModel, requests: readonly Asked[], rate: Rate): void {
  const wanted = requests.map((request) => worth(model, request, rate));
  const total = wanted.reduce((sum, each) => sum + each, 0);
  const cash = Math.max(0, model.cash);
  requests.forEach((request, at) => {
    const full = wanted[at] ?? 0;
    const paid = total > cash ? (full * cash) / total : full;
    sell(model, request.userId, { minor: paid, until: request.atMs, rate });
    addFlow(model, request.userId, paid);
    monthFor(model, request.userId).paidOut += paid;
    request.left = restOf(request.left, { full, paid });
  });
}

/** What is left of a request: nothing once all that could be sold was paid. `left` < 0 asks for everything. */
function restOf(left: number, { full, paid }: { full: number; paid: number }): number {
  const isGated = paid < full - 1;
  if (left < 0) return isGated ? left : 0;
  return isGated && left - paid >= 1 ? left - paid : 0;
}

const netPrice = (model: PoolModel, lot: Lot, rate: Rate): number =>
  model.price - (lot.holder === rate.managerId ? 0 : Math.max(0, model.price - lot.mark) * rate.fee);
const lotsOf = (model: PoolModel, holder: string, until: number): Lot[] =>
  model.lots.filter((lot) => lot.holder === holder && lot.since <= until);

/** What a request is worth now, after fees: all of it, or what was asked for. */
function worth(model: PoolModel, { userId, atMs, left }: Asked, rate: Rate): number {
  const all = lotsOf(model, userId, atMs).reduce((sum, lot) => sum + lot.units * netPrice(model, lot, rate), 0);
  return left < 0 ? all : Math.min(all, left);
}

/** Burns the oldest units first, until so much is paid. */
function sell(
  model: PoolModel,
  holder: string,
  { minor, until, rate }: { minor: number; until: number; rate: Rate },
): void {
  let left = minor;
  model.cash -= minor;
  for (const lot of lotsOf(model, holder, until)) {
    const units = Math.min(lot.units, left / netPrice(model, lot, rate));
    if (!(units > 0)) continue;
    left -= units * netPrice(model, lot, rate);
    const fee = takeFee(model, lot, { units, rate, raise: false });
    lot.units -= units - fee;
  }
  model.lots = model.lots.filter(({ units }) => units > 1e-6);
}

function monthFor(model: PoolModel, holder: string): { opening: number; paidIn: number; paidOut: number } {
  const known = model.months.get(holder) ?? { opening: 0, paidIn: 0, paidOut: 0 };
  model.months.set(holder, known);
  return known;
}

/** The month's net profit of those who want it, from the pool's cash. */
function payMonth(model: PoolModel, holders: ReadonlySet<string>, rate: Rate): void {
  const balance = (holder: string): number =>
    lotsOf(model, holder, Infinity).reduce((sum, lot) => sum + lot.units * netPrice(model, lot, rate), 0);
  const asked = [...holders].map((holder) => {
    const { opening, paidIn, paidOut } = monthFor(model, holder);
    return { holder, balance: balance(holder), profit: balance(holder) - opening - paidIn + paidOut };
  });
  const paying = asked.filter(({ profit, balance: held }) => profit > 0.5 && held > 0.5);
  const total = paying.reduce((sum, { profit }) => sum + profit, 0);
  const share = total > model.cash ? Math.max(0, model.cash) / total : 1;
  for (const { holder, profit, balance: held } of paying) {
    const minor = Math.min(profit * share, held);
    sell(model, holder, { minor, until: Infinity, rate });
    addFlow(model, holder, minor);
  }
  const everybody = new Set(model.lots.map(({ holder }) => holder));
  model.months.clear();
  for (const holder of everybody) monthFor(model, holder).opening = balance(holder);
}
