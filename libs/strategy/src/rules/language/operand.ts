import { z } from 'zod';
import { RuleName, Shift } from './rule-number.ts';

/** Columns of a bar that a rule may read. Means are of the same bar: hl2 = (high + low) / 2, and so on. */
export const PRICE_COLUMNS = ['open', 'high', 'low', 'close', 'volume', 'hl2', 'hlc3', 'ohlc4'] as const;
export const PriceColumn = z.enum(PRICE_COLUMNS);
export type PriceColumn = z.output<typeof PriceColumn>;

/** What is known of the position at the close of a bar; unknown (so no condition on it holds) when flat. */
export const POSITION_FIGURES = ['bars-held', 'profit-percent', 'profit-ranges'] as const;
export const PositionFigure = z.enum(POSITION_FIGURES);
export type PositionFigure = z.output<typeof PositionFigure>;

/** A declared series; `shift` counts bars of the series' own interval. */
export const SeriesOperand = z.strictObject({ series: RuleName, shift: Shift.optional() });
/** A column of the bars that are decided on. */
export const PriceOperand = z.strictObject({ price: PriceColumn, shift: Shift.optional() });
/** What changes from bar to bar and has a past. */
export const ColumnOperand = z.union([SeriesOperand, PriceOperand], { error: 'column' });
export type ColumnOperand = z.output<typeof ColumnOperand>;

/** Either side of a comparison. */
export const Operand = z.union(
  [
    z.strictObject({ value: z.number() }),
    z.strictObject({ parameter: RuleName }),
    SeriesOperand,
    PriceOperand,
    /** `profit-ranges` divides the profit per unit by the series named in `range`, such as an average true range. */
    z.strictObject({ position: PositionFigure, range: RuleName.optional() }),
  ],
  { error: 'operand' },
);
export type Operand = z.output<typeof Operand>;

/** An operand of a combined series: no position, which a series cannot know. */
export const SeriesTerm = z.union(
  [z.strictObject({ value: z.number() }), z.strictObject({ parameter: RuleName }), SeriesOperand, PriceOperand],
  { error: 'term' },
);
export type SeriesTerm = z.output<typeof SeriesTerm>;
