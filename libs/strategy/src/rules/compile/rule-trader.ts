import type { Vote } from '@orbiquant/contracts';
import type { EnterIntent, Intent } from '../../intent.ts';
import type { AccountView, PreparedStrategy } from '../../trading-strategy.ts';
import type { Side } from '../language/rules.ts';
import type { RuleTag, RuleVoteCode } from '../rule-codes.ts';
import { REGISTER, TRUE, type Program, type Slots } from './program.ts';
import { entryAt, type RuleBracket } from './rule-bracket.ts';
import { runProgram } from './run-program.ts';

/** One side of a rule set: when to enter and leave, with what around it. */
export type TradingSide = {
  readonly side: Side;
  readonly entry: Program | null;
  readonly exit: Program | null;
  /** Infinity = none. */
  readonly barsMax: number;
  readonly bracket: RuleBracket;
};

/** A rule set bound to one instrument's history. */
export type BoundRules = {
  readonly name: string;
  readonly slots: Slots;
  readonly close: Float64Array;
  readonly long: TradingSide;
  readonly short: TradingSide;
  readonly cooldownBars: number;
  /** First bar at which everything that the rules read can be known. */
  readonly firstBar: number;
};

const CANCEL: Intent = { kind: 'cancel' };
const EXIT: Intent = { kind: 'exit', tag: 'rules-exit' satisfies RuleTag };
const TIME_EXIT: Intent = { kind: 'exit', tag: 'rules-time' satisfies RuleTag };

/** Follows a rule set bar by bar: in when an entry holds, out when its exit does. */
export class RuleTrader implements PreparedStrategy {
  private readonly rules: BoundRules;
  /** Bar at which the last position was seen to have ended. */
  private endedAt = -Infinity;
  private before = 0;
  private isEntering = false;
  /** Sign of the position that is on its way out. */
  private leaving = 0;

  constructor(rules: BoundRules) {
    this.rules = rules;
  }

  decide(at: number, account: AccountView): readonly Intent[] | null {
    const held = account.quantity;
    const waiting = account.openOrders;
    this.follow(at, held, waiting);
    if (held !== 0) return this.leave(at, account);
    if (waiting > 0 || at < this.rules.firstBar || at - this.endedAt < this.rules.cooldownBars) return null;
    const entry = this.enter(at, account);
    return entry ? [entry] : null;
  }

  vote(at: number): Vote {
    this.rules.slots.registers.fill(NaN, REGISTER.barsHeld, REGISTER.profit + 1);
    const { name, firstBar, long, short, close } = this.rules;
    const isReady = at >= firstBar;
    const [up, down] = [long, short].map(({ entry }) => isReady && holds(entry, at));
    const isOut = isReady && (holds(long.exit, at) || holds(short.exit, at));
    const say = (stance: Vote['stance'], code: RuleVoteCode): Vote => ({
      strategy: name,
      stance,
      strength: stance === 'none' ? 0 : 1,
      reasons: [{ code, params: { close: close[at]! } }],
    });
    if (up !== down) return up ? say('long', 'rules.entry-long') : say('short', 'rules.entry-short');
    return isOut && !up ? say('flat', 'rules.exit') : say('none', 'rules.no-setup');
  }

  /** Notes when a position has ended. An entry that is gone by the next bar was refused, or stopped inside that bar. */
  private follow(at: number, held: number, waiting: number): void {
    if (held !== 0) this.isEntering = false;
    else if (this.before !== 0 || (this.isEntering && waiting === 0)) {
      this.endedAt = at;
      this.isEntering = this.isEntering && waiting > 0;
    }
    if (held * this.leaving <= 0 || waiting === 0) this.leaving = 0;
    this.before = held;
  }

  private leave(at: number, account: AccountView): readonly Intent[] | null {
    const { quantity, openOrders } = account;
    // an exit that is still on its way is left alone, or it would never arrive
    if (this.leaving !== 0) return null;
    const exit = this.exitOf(at, account);
    if (exit === null) return null;
    this.leaving = Math.sign(quantity);
    if (openOrders > 0) return [CANCEL, exit];
    const turn = this.rules.cooldownBars === 0 ? this.enter(at, account) : null;
    return turn && (turn.side === 'long') !== quantity > 0 ? [exit, turn] : [exit];
  }

  private exitOf(at: number, account: AccountView): Intent | null {
    const own = account.quantity > 0 ? this.rules.long : this.rules.short;
    this.look(at, account);
    if (at - account.heldSince >= own.barsMax) return TIME_EXIT;
    return holds(own.exit, at) ? EXIT : null;
  }

  /** The entry that holds; none when both sides' do. */
  private enter(at: number, { canShort }: AccountView): EnterIntent | null {
    const { long, short, slots, close, firstBar } = this.rules;
    if (at < firstBar) return null;
    const up = holds(long.entry, at);
    const down = holds(short.entry, at);
    if (up === down || (down && !canShort)) return null;
    const entry = entryAt(up ? long.bracket : short.bracket, slots, { at, close: close[at]! });
    if (entry) this.isEntering = true;
    return entry;
  }

  /** Puts the figures of the position where conditions find them. */
  private look(at: number, { quantity, averagePrice, heldSince }: AccountView): void {
    const { registers } = this.rules.slots;
    const profit = (this.rules.close[at]! - averagePrice) * (quantity > 0 ? 1 : -1);
    registers[REGISTER.barsHeld] = at - heldSince;
    registers[REGISTER.profit] = profit;
    registers[REGISTER.profitPercent] = (profit / averagePrice) * 100;
  }
}

const holds = (program: Program | null, at: number): boolean => program !== null && runProgram(program, at) === TRUE;
