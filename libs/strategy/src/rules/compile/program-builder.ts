import type { ParameterValues } from '@orbiquant/quant';
import { numberOf } from '../check/rule-model.ts';
import type { ColumnOperand, Operand, PositionFigure } from '../language/operand.ts';
import type { RuleNumber } from '../language/rule-number.ts';
import { FIRST_CONSTANT, REGISTER, type Slots } from './program.ts';
import type { RuleColumns } from './rule-columns.ts';

const POSITION_REGISTERS: Readonly<Record<PositionFigure, number>> = {
  'bars-held': REGISTER.barsHeld,
  'profit-percent': REGISTER.profitPercent,
  'profit-ranges': REGISTER.profit,
};

type Slot = { readonly place: number; readonly lag: number; readonly divisor: number };

/** Gives each figure that a rule set reads its slot; equal figures share one. */
export class ProgramBuilder {
  readonly columns: RuleColumns;
  readonly values: ParameterValues;
  private readonly placed: Float64Array[] = [];
  private readonly places = new Map<Float64Array, number>();
  private readonly constants: number[] = [];
  private readonly slots: Slot[] = [];
  private readonly slotNames = new Map<string, number>();

  constructor(columns: RuleColumns, values: ParameterValues) {
    this.columns = columns;
    this.values = values;
  }

  /** The slot of an operand, `lag` base bars ago. */
  operand(operand: Operand, lag: number): number {
    if ('value' in operand) return this.constant(operand.value);
    if ('parameter' in operand) return this.number(operand);
    if ('position' in operand) {
      const divisor = operand.range === undefined ? -1 : this.column(this.columns.series(operand.range, 0), lag);
      return this.slot({ place: -1 - POSITION_REGISTERS[operand.position], lag: 0, divisor });
    }
    if ('price' in operand) return this.column(this.columns.price(operand.price), lag + (operand.shift ?? 0));
    return this.column(this.columns.series(operand.series, operand.shift ?? 0), lag);
  }

  number(number: RuleNumber): number {
    return this.constant(numberOf(number, this.values));
  }

  trend(of: ColumnOperand, isRising: boolean, { bars, lag }: { bars: RuleNumber; lag: number }): number {
    return this.column(this.columns.trend(of, isRising, numberOf(bars, this.values)), lag);
  }

  column(column: Float64Array, lag: number): number {
    const place = this.places.get(column) ?? this.placed.push(column) - 1;
    this.places.set(column, place);
    return this.slot({ place, lag, divisor: -1 });
  }

  /** What all programs share; taken when the last of them has been written. */
  finish(): Slots {
    const registers = new Float64Array(FIRST_CONSTANT + this.constants.length).fill(NaN);
    registers.set(this.constants, FIRST_CONSTANT);
    const part = (name: keyof Slot): Int32Array => Int32Array.from(this.slots, (slot) => slot[name]);
    return { columns: this.placed, registers, place: part('place'), lag: part('lag'), divisor: part('divisor') };
  }

  private constant(value: number): number {
    const known = this.constants.indexOf(value);
    const at = known >= 0 ? known : this.constants.push(value) - 1;
    return this.slot({ place: -1 - FIRST_CONSTANT - at, lag: 0, divisor: -1 });
  }

  private slot(slot: Slot): number {
    const name = `${slot.place}/${slot.lag}/${slot.divisor}`;
    const known = this.slotNames.get(name) ?? this.slots.push(slot) - 1;
    this.slotNames.set(name, known);
    return known;
  }
}
