import type { Rng } from '@orbiquant/kernel';
import { indicators } from '@orbiquant/quant';

/** JSON made at random: wrong in any way that a stranger could think of, or sound. */
export type RandomJson = null | boolean | number | string | RandomJson[] | { [key: string]: RandomJson };

const pick = <T>(rng: Rng, from: readonly T[]): T => from[rng.below(from.length)]!;
const names = ['a', 'b', 'c', 'd', 'missing'] as const;
const numbers = [0, 1, 2, 5, 14, 30, 70, 100, -1, 0.5, 1e9, 6_000] as const;
const known = [...indicators.keys()];

const number = (rng: Rng): RandomJson =>
  rng.below(4) === 0 ? { parameter: pick(rng, ['n', 'm', 'none']) } : pick(rng, numbers);

function operand(rng: Rng): RandomJson {
  switch (rng.below(7)) {
    case 0:
      return { value: pick(rng, numbers) };
    case 1:
      return { parameter: pick(rng, ['n', 'm', 'none']) };
    case 2:
      return {
        position: pick(rng, ['bars-held', 'profit-percent', 'profit-ranges']),
        ...(rng.below(2) ? { range: 'a' } : {}),
      };
    case 3:
    case 4:
      return { price: pick(rng, ['close', 'high', 'low', 'hl2']), ...(rng.below(3) ? {} : { shift: rng.below(9) }) };
    default:
      return { series: pick(rng, names), ...(rng.below(3) ? {} : { shift: rng.below(9) }) };
  }
}

function condition(rng: Rng, depth: number): RandomJson {
  const inner = (): RandomJson => condition(rng, depth - 1);
  switch (rng.below(depth > 0 ? 11 : 7)) {
    case 0:
    case 1:
      return {
        compare: pick(rng, ['above', 'below', 'at-least', 'at-most', 'equals']),
        left: operand(rng),
        right: operand(rng),
      };
    case 2:
      return { crosses: pick(rng, ['above', 'below']), left: operand(rng), right: operand(rng) };
    case 3:
      return { trend: pick(rng, ['rising', 'falling']), of: operand(rng), bars: number(rng) };
    case 4:
      return { between: operand(rng), low: operand(rng), high: operand(rng) };
    case 5:
      return { within: operand(rng), of: operand(rng), percent: number(rng) };
    case 6:
      return rng.below(2)
        ? { time: { from: '08:00', to: pick(rng, ['08:00', '16:30', '04:15']) } }
        : { weekday: ['mon', 'fri'] };
    case 7:
      return { not: inner() };
    case 8:
      return { becomes: inner() };
    default:
      return { [pick(rng, ['all', 'any'])]: Array.from({ length: 1 + rng.below(3) }, inner) };
  }
}

function series(rng: Rng, name: string): RandomJson {
  const interval: Record<string, RandomJson> = rng.below(4) ? {} : { interval: pick(rng, ['4h', '1d', '7m']) };
  switch (rng.below(5)) {
    case 0:
      return { name, price: pick(rng, ['close', 'volume', 'hlc3']), ...interval };
    case 1:
      return { name, value: number(rng) };
    case 2:
      return {
        name,
        combine: pick(rng, ['add', 'subtract', 'divide', 'max']),
        left: operand(rng),
        right: operand(rng),
        ...interval,
      };
    default: {
      const indicator = indicators.get(pick(rng, known))!;
      const period: Record<string, RandomJson> =
        'period' in indicator.parameters && rng.below(2) ? { parameters: { period: number(rng) } } : {};
      const source: Record<string, RandomJson> =
        indicator.inputs.includes('source') && rng.below(2) ? { source: pick(rng, names) } : {};
      const output: Record<string, RandomJson> =
        indicator.outputs.length > 1 || rng.below(9) === 0 ? { output: pick(rng, indicator.outputs) } : {};
      return { name, indicator: indicator.name, ...period, ...source, ...output, ...interval };
    }
  }
}

function exits(rng: Rng): RandomJson {
  const distance = (): RandomJson =>
    pick<() => RandomJson>(rng, [
      () => ({ ranges: number(rng), of: pick(rng, names) }),
      () => ({ percent: number(rng) }),
      () => ({ level: operand(rng) }),
      () => ({ risks: number(rng) }),
    ])();
  const parts: Record<string, RandomJson> = {};
  if (rng.below(2)) parts.when = condition(rng, 2);
  if (rng.below(2)) parts.stop = distance();
  if (rng.below(3) === 0) parts.target = distance();
  if (rng.below(4) === 0) parts.trail = distance();
  if (rng.below(3) === 0) parts.barsMax = number(rng);
  return parts;
}

/** A rule set that has the shape of one, and is sound now and then. */
export function randomRules(rng: Rng): { [key: string]: RandomJson } {
  return {
    schema: 1,
    name: 'random-rules',
    parameters: [
      { name: 'n', kind: 'integer', min: 1, max: 30, default: 5 },
      { name: 'm', kind: 'number', min: 0.5, max: 90, default: 30 },
    ],
    series: names.slice(0, 1 + rng.below(4)).map((name) => series(rng, name)),
    entries: rng.below(5) ? { long: condition(rng, 3) } : { long: condition(rng, 2), short: condition(rng, 2) },
    exits: rng.below(3) ? { long: exits(rng) } : {},
    sizing: { kind: pick(rng, ['equity-fraction', 'risk-fraction', 'notional']), value: pick(rng, [0.01, 0.5, 100]) },
    ...(rng.below(4) ? {} : { cooldownBars: number(rng) }),
  };
}

const junk: readonly RandomJson[] = [
  null,
  true,
  -1,
  1e308,
  '',
  'close',
  '__proto__',
  [],
  {},
  [[]],
  { all: [] },
  'constructor',
];

/** The same JSON with something in it dropped, doubled, renamed or replaced by junk. */
export function damaged(rng: Rng, json: RandomJson): RandomJson {
  if (typeof json !== 'object' || json === null || rng.below(12) === 0) return pick(rng, junk);
  if (Array.isArray(json)) {
    if (json.length === 0 || rng.below(6) === 0) return [...json, ...json, pick(rng, junk)];
    const at = rng.below(json.length);
    return json.map((each, k) => (k === at ? damaged(rng, each) : each));
  }
  const keys = Object.keys(json);
  if (keys.length === 0) return { [pick(rng, ['all', 'x', '__proto__'])]: pick(rng, junk) };
  const key = pick(rng, keys);
  const { [key]: inner = null, ...rest } = json;
  if (rng.below(8) === 0) return rest;
  if (rng.below(8) === 0) return { ...rest, [pick(rng, ['all', 'value', 'x', 'toString'])]: inner };
  return { ...json, [key]: damaged(rng, inner) };
}
