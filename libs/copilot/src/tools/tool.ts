import type { z } from 'zod';
import type { MarketPort } from '../market-port.ts';

/** What a field of a tool's output measures; decides how it is written in each language. */
export type Unit = 'price' | 'share' | 'quantity' | 'count' | 'trend' | 'text';

/** A tool's output: figures and words, each under its own name; null where the market could not say. */
export type Figures = Record<string, number | string | null>;

/** What a tool may look at, and the cursor that it must respect. */
export type ToolContext = { market: MarketPort; asOfMs: number };

/** One thing that the copilot can find out. Tools read; none of them can change anything. */
export type Tool<I extends z.ZodType = z.ZodType> = {
  readonly name: string;
  readonly description: string;
  /** A question that it answers. */
  readonly example: string;
  readonly input: I;
  readonly output: z.ZodType<Figures>;
  /** The unit of each field of the output. */
  readonly units: Readonly<Record<string, Unit>>;
  readonly timeoutMs: number;
  /** Reads of other services that a call makes. */
  readonly cost: number;
  run(input: z.output<I>, context: ToolContext): Promise<Figures>;
};

/** Declares a tool, so that its input's type reaches its `run`. */
export const tool = <I extends z.ZodType>(spec: Tool<I>): Tool => Object.freeze(spec) as Tool;
