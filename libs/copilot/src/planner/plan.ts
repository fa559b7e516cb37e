import { isInterval } from '@orbiquant/market';
import type { ToolWish } from '../run-tool.ts';
import { normalise } from './normalise.ts';
import { recogniseInterval } from './recognise-interval.ts';
import { recogniseSymbols } from './recognise-symbols.ts';

/** A question with what the person was looking at when asking. */
export type PlannerQuestion = {
  question: string;
  /** Instrument and candle length on the screen. */
  symbol?: string | undefined;
  interval?: string | undefined;
};

/** What to find out; `instrument` when only the instrument is missing, `nothing` when nothing was understood. */
export type Plan = { wishes: ToolWish[]; missing: null } | { wishes: []; missing: 'instrument' | 'nothing' };

const INTENTS: ReadonlyArray<{ tool: string; words: RegExp }> = [
  {
    tool: 'volatility_analyzer',
    words: /\b(volatil\w*|rango|ranges?|forecast\w*|predict\w*|pronostic\w*|prevision\w*|predic\w*|riesg\w*|risk\w*)\b/,
  },
  {
    tool: 'technical_indicators',
    words: /\b(sma|ema|hma|atr|indicador\w*|indicators?|medias? movil\w*|moving averages?|averages?|medias?)\b/,
  },
  {
    tool: 'market_analysis',
    words:
      /\b(tendencia\w*|trend\w*|analis\w*|analy\w*|analiza\w*|precio\w*|price\w*|cotiza\w*|mercado|market|como (esta|va|anda|sigue)|how (is|are)|doing|sube|subiendo|baja|bajando|rising|falling|worth|vale|cuanto)\b/,
  },
];
const INSTRUMENTS_MAX = 3;
const PERIOD = /\b(?:sma|ema|hma|medias?(?: movil\w*)?|averages?|periodo|period)\s*(?:de|of|=|\()?\s*(\d{1,3})\b/;

/** Chooses the tools for a question by a fixed grammar: the same question always gives the same plan. */
export function plan({ question, symbol, interval }: PlannerQuestion, listed: readonly string[]): Plan {
  const text = normalise(question);
  const named = recogniseSymbols(question, listed).slice(0, INSTRUMENTS_MAX);
  const tools = INTENTS.filter(({ words }) => words.test(text)).map(({ tool }) => tool);
  if (named.length === 0 && tools.length === 0) return { wishes: [], missing: 'nothing' };
  const onScreen = symbol === undefined ? [] : recogniseSymbols(symbol, listed);
  const symbols = named.length > 0 ? named : onScreen;
  if (symbols.length === 0) return { wishes: [], missing: 'instrument' };
  const chosen = tools.length > 0 ? tools : ['market_analysis'];
  const options = optionsOf(text, interval);
  return { missing: null, wishes: symbols.flatMap((name) => chosen.map((tool) => wishFor(tool, name, options))) };
}

type Options = { interval?: string; period?: number };

function optionsOf(text: string, onScreen = ''): Options {
  const interval = recogniseInterval(text) ?? (isInterval(onScreen) ? onScreen : null);
  const period = periodIn(text);
  return { ...(interval ? { interval } : {}), ...(period ? { period } : {}) };
}

/** The averaging window that a question names, where it is one that the tools take. */
function periodIn(text: string): number | null {
  const period = Number(PERIOD.exec(text)?.[1] ?? NaN);
  return period >= 2 && period <= 400 ? period : null;
}

const wishFor = (tool: string, symbol: string, options: Options): ToolWish => ({
  tool,
  input: tool === 'volatility_analyzer' ? { symbol } : { symbol, ...options },
});
