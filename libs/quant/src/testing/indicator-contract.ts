import { describe, expect, it } from '@jest/globals';
import { AppError, InvariantError } from '@orbiquant/kernel';
import type { Bars } from '../indicator/bars.ts';
import { checkParameters } from '../indicator/check-parameters.ts';
import type { Indicator, InputColumns, ParameterSpec, ParameterValues } from '../indicator/indicator.ts';
import { awkwardBars, flatBars, randomBars } from './sample-bars.ts';

const LENGTH = 420;
const CUTS = [1, 7, 60, 233, 300];

/** What every indicator promises, whoever wrote it; register one with `indicatorContract(indicator)` in a spec. */
export function indicatorContract(indicator: Indicator): void {
  describe(`indicator ${indicator.name}`, () => {
    const settings = settingsOf(indicator);
    const samples: Record<string, InputColumns> = {
      'random walk': columnsOfBars(randomBars(LENGTH, `${indicator.name}/walk`)),
      'another random walk': columnsOfBars(randomBars(LENGTH, `${indicator.name}/other`)),
      'flat and silent': columnsOfBars(flatBars(LENGTH)),
      'spikes and standstills': columnsOfBars(awkwardBars(LENGTH, `${indicator.name}/awkward`)),
    };
    const everywhere = (check: (columns: InputColumns, parameters: ParameterValues, label: string) => void): void => {
      for (const [label, columns] of Object.entries(samples))
        for (const parameters of settings) check(columns, parameters, `${label} ${JSON.stringify(parameters)}`);
    };

    it('gives the same bits in batch and bar by bar, also where its source begins with NaN', () => {
      everywhere((columns, parameters, label) => {
        expectSame(streamed(indicator, columns, parameters), indicator.batch(columns, parameters), label);
        const late = withLateSource(columns);
        expectSame(streamed(indicator, late, parameters), indicator.batch(late, parameters), `late ${label}`);
      });
    });
    it('knows no later bar: neither cutting the future off nor changing it changes the past', () => {
      everywhere((columns, parameters, label) => {
        const whole = indicator.batch(columns, parameters);
        for (const cut of CUTS) {
          const past = whole.map((output) => output.subarray(0, cut));
          expectSame(
            indicator.batch(
              mapColumns(columns, (c) => c.slice(0, cut)),
              parameters,
            ),
            past,
            `${label} to ${cut}`,
          );
          const garbled = indicator.batch(
            mapColumns(columns, (c) => garbleAfter(c, cut)),
            parameters,
          );
          expectSame(
            garbled.map((output) => output.subarray(0, cut)),
            past,
            `${label} garbled after ${cut}`,
          );
        }
      });
    });
    it('warms up for exactly as many bars as it declares', () => {
      for (const parameters of settings) {
        const outputs = indicator.batch(samples['random walk']!, parameters);
        indicator.warmUp(parameters).forEach((warm, at) => {
          const name = `${indicator.outputs[at]} ${JSON.stringify(parameters)}`;
          expect({ name, first: firstKnown(outputs[at]!) >= warm }).toEqual({ name, first: true });
          if (!indicator.sparse.includes(indicator.outputs[at]!))
            expect({ name, warm: firstKnown(outputs[at]!) }).toEqual({ name, warm });
        });
      }
    });
    it('is finite after its warm-up, save where it says that it may have nothing to say', () => {
      everywhere((columns, parameters, label) => {
        const warmUp = indicator.warmUp(parameters);
        indicator.batch(columns, parameters).forEach((output, k) => {
          const sparse = indicator.sparse.includes(indicator.outputs[k]!);
          const bad = output.findIndex(
            (value, at) => at >= warmUp[k]! && !Number.isFinite(value) && !(sparse && Number.isNaN(value)),
          );
          expect({ label, output: indicator.outputs[k], bad }).toEqual({
            label,
            output: indicator.outputs[k],
            bad: -1,
          });
        });
      });
    });
    it('gives every declared output, as long as its inputs, and says something on a random walk', () => {
      const outputs = indicator.batch(samples['random walk']!, settings[0]!);
      expect(outputs.map((output) => output.length)).toEqual(indicator.outputs.map(() => LENGTH));
      expect(indicator.warmUp(settings[0]!).length).toBe(indicator.outputs.length);
      expect(outputs.some((output) => output.some((value) => Number.isFinite(value)))).toBe(true);
      const none = indicator.batch(
        mapColumns(samples['random walk']!, () => new Float64Array(0)),
        settings[0]!,
      );
      expect(none.map((output) => output.length)).toEqual(indicator.outputs.map(() => 0));
    });
    it('leaves its inputs as they were', () => {
      const before = mapColumns(samples['random walk']!, (column) => column.slice());
      indicator.batch(samples['random walk']!, settings[0]!);
      expect(samples['random walk']).toEqual(before);
    });
    it('describes itself', () => {
      expect(indicator.name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
      expect(indicator.meaning).toMatch(/^[A-Z].+\.$/);
      expect(indicator.source.length).toBeGreaterThan(3);
      expect(indicator.outputs).toEqual([...new Set(indicator.outputs)]);
      for (const name of indicator.sparse) expect(indicator.outputs).toContain(name);
    });
    for (const [name, spec] of Object.entries(indicator.parameters))
      it(`refuses ${name} out of its range`, () => {
        expect(spec.default >= spec.min && spec.default <= spec.max).toBe(true);
        for (const wrong of wrongValues(spec)) {
          const parameters = { ...settings[0]!, [name]: wrong };
          expect(() => indicator.batch(samples['random walk']!, parameters)).toThrow(InvariantError);
          expect(() => indicator.stream(parameters)).toThrow(InvariantError);
          expect(() => indicator.warmUp(parameters)).toThrow(InvariantError);
          expect(() => checkParameters(indicator.parameters, parameters)).toThrow(AppError);
        }
      });
  });
}

/** The defaults, and the least of everything. */
function settingsOf({ parameters }: Indicator): ParameterValues[] {
  const pick = (of: (spec: ParameterSpec) => number): ParameterValues =>
    Object.fromEntries(Object.entries(parameters).map(([name, spec]) => [name, of(spec)]));
  return [pick((spec) => spec.default), pick((spec) => spec.min), pick((spec) => Math.min(spec.max, spec.min + 4))];
}

function wrongValues({ kind, min, max }: ParameterSpec): number[] {
  return [min - 1, max * 2 + 1, NaN, Infinity, ...(kind === 'integer' ? [min + 0.5] : [])];
}

function columnsOfBars(bars: Bars): InputColumns {
  return { ...bars, source: bars.close };
}

function withLateSource(columns: InputColumns): InputColumns {
  const source = columns.source!.slice();
  source.fill(NaN, 0, 11);
  return { ...columns, source };
}

function mapColumns(columns: InputColumns, change: (column: Float64Array) => Float64Array): InputColumns {
  return Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, change(column)]));
}

function garbleAfter(column: Float64Array, cut: number): Float64Array {
  return column.map((value, at) => (at < cut ? value : value * (at % 2 === 0 ? 3e5 : 1e-3) + at));
}

function streamed(indicator: Indicator, columns: InputColumns, parameters: ParameterValues): Float64Array[] {
  const stream = indicator.stream(parameters);
  const ordered = indicator.inputs.map((input) => columns[input]!);
  const length = ordered[0]!.length;
  const outputs = indicator.outputs.map(() => new Float64Array(length));
  for (let at = 0; at < length; at++) {
    const values = stream.next(ordered.map((column) => column[at]!));
    outputs.forEach((output, k) => (output[at] = values[k]!));
  }
  return outputs;
}

function firstKnown(output: Float64Array): number {
  const at = output.findIndex((value) => !Number.isNaN(value));
  return at < 0 ? Infinity : at;
}

/** Bit for bit: `Object.is` tells 0 from -0 and takes NaN as equal. */
function expectSame(actual: readonly Float64Array[], expected: readonly Float64Array[], label: string): void {
  expect(actual.length).toBe(expected.length);
  expected.forEach((output, k) => {
    const differs = output.findIndex((value, at) => !Object.is(value, actual[k]![at]));
    const shown = { label, output: k, differs, length: actual[k]!.length };
    expect(shown).toEqual({ label, output: k, differs: -1, length: output.length });
  });
}
