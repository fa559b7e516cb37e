import { columnOf, columnsOf } from '../indicator/columns-of.ts';
import { defineIndicator } from '../indicator/define-indicator.ts';
import { bars } from '../indicator/parameter.ts';
import { emaColumn, emaSmoother } from '../indicator/rolling/smoother.ts';

type Spans = { readonly fast: number; readonly slow: number };
type SignalSpans = Spans & { readonly signal: number };

const percentOscillatorWarmUp = ({ fast, slow, signal }: SignalSpans): readonly number[] => {
  const line = Math.max(fast, slow) - 1;
  return [line, line + signal - 1, line + signal - 1];
};

const percentOscillator = ({ fast, slow, signal }: SignalSpans) => {
  const quick = emaSmoother(fast);
  const late = emaSmoother(slow);
  const average = emaSmoother(signal);
  return (row: ArrayLike<number>, out: Float64Array): void => {
    const base = late.next(row[0]!);
    const ahead = quick.next(row[0]!) - base;
    const line = base === 0 ? 0 : (100 * ahead) / base;
    out[0] = line;
    const trigger = average.next(line);
    out[1] = trigger;
    out[2] = line - trigger;
  };
};

const percentColumns = (values: Float64Array, { fast, slow, signal }: SignalSpans): readonly Float64Array[] => {
  const line = emaColumn(values, fast);
  const base = emaColumn(values, slow);
  for (let at = 0; at < line.length; at++) line[at] = base[at] === 0 ? 0 : (100 * (line[at]! - base[at]!)) / base[at]!;
  const trigger = emaColumn(line, signal);
  for (let at = 0; at < line.length; at++) base[at] = line[at]! - trigger[at]!;
  return [line, trigger, base];
};

/** Registry entry of `ppo`. */
export const ppoIndicator = defineIndicator({
  name: 'ppo',
  family: 'momentum',
  meaning: 'Percentage price oscillator: the MACD in per cent of the slow average, comparable between markets.',
  source: 'TA-Lib PPO (with EMAs)',
  inputs: ['source'],
  parameters: { fast: bars(12), slow: bars(26), signal: bars(9) },
  outputs: ['ppo', 'signal', 'histogram'],
  pane: 'own',
  warmUp: percentOscillatorWarmUp,
  open: percentOscillator,
  batch: ([values], spans) => percentColumns(values!, spans),
});

/** Registry entry of `pvo`. */
export const pvoIndicator = defineIndicator({
  name: 'pvo',
  family: 'volume',
  meaning: 'Percentage volume oscillator: the MACD of volume, in per cent of its slow average.',
  source: 'Stock.Indicators pvo',
  inputs: ['volume'],
  parameters: { fast: bars(12), slow: bars(26), signal: bars(9) },
  outputs: ['pvo', 'signal', 'histogram'],
  pane: 'own',
  warmUp: percentOscillatorWarmUp,
  open: percentOscillator,
  batch: ([values], spans) => percentColumns(values!, spans),
});

/** Registry entry of `apo`. */
export const apoIndicator = defineIndicator({
  name: 'apo',
  family: 'momentum',
  meaning: 'Absolute price oscillator: a fast minus a slow EMA, in price units.',
  source: 'TA-Lib APO (with EMAs)',
  inputs: ['source'],
  parameters: { fast: bars(12), slow: bars(26) },
  outputs: ['value'],
  pane: 'own',
  warmUp: ({ fast, slow }) => Math.max(fast, slow) - 1,
  open: ({ fast, slow }) => {
    const quick = emaSmoother(fast);
    const late = emaSmoother(slow);
    return (row, out) => {
      out[0] = quick.next(row[0]!) - late.next(row[0]!);
    };
  },
  batch: ([values], { fast, slow }) => {
    const line = emaColumn(values!, fast);
    const late = emaColumn(values!, slow);
    for (let at = 0; at < line.length; at++) line[at] = line[at]! - late[at]!;
    return [line];
  },
});

/**
 * Percentage price oscillator: 100 (fast EMA - slow EMA) / slow EMA, with a signal line.
 *
 * @param values  Oldest first, any unit; NaN is passed over. `parameters` are spans in bars, whole numbers >= 1.
 * @returns       `ppo`, `signal`, `histogram` in per cent. Each EMA is seeded on its own.
 * @see           TA-Lib, function PPO.
 */
export const ppo = (values: Float64Array, parameters: SignalSpans) =>
  columnsOf(ppoIndicator, { source: values }, parameters);

/** Percentage volume oscillator: `ppo` of volume (base units, oldest first). */
export const pvo = (volume: Float64Array, parameters: SignalSpans) => columnsOf(pvoIndicator, { volume }, parameters);

/**
 * Absolute price oscillator: fast EMA minus slow EMA.
 *
 * @param values  Oldest first, any unit; NaN is passed over. `parameters` are spans in bars, whole numbers >= 1.
 * @returns       Same unit; NaN until the slower EMA has its first value.
 * @see           TA-Lib, function APO.
 */
export const apo = (values: Float64Array, parameters: Spans): Float64Array =>
  columnOf(apoIndicator, { source: values }, parameters);
