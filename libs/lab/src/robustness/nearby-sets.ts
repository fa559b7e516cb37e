import type { Rng } from '@orbiquant/kernel';
import type { ParameterSpec, ParameterValues } from '@orbiquant/quant';
import type { TradingStrategy } from '@orbiquant/strategy';

/** How far a parameter is moved: by these shares of its value. */
const SHARES = [-0.2, -0.1, 0.1, 0.2] as const;
const SHARE_MAX = 0.2;

/** The same parameters with one of them a little smaller or larger, as far as the strategy takes it; each set once. */
export function nearbySets(strategy: TradingStrategy, parameters: ParameterValues, name: string): ParameterValues[] {
  const spec = strategy.parameters[name]!;
  const value = parameters[name]!;
  const values = new Set(SHARES.map((share) => moved(value, share, spec)));
  values.delete(value);
  return [...values]
    .map((changed) => ({ ...parameters, [name]: changed }))
    .filter((set) => goesTogether(strategy, set));
}

/** Sets in which every parameter is moved at once, each by up to a fifth of its value, either way. */
export function shakenSets(
  strategy: TradingStrategy,
  parameters: ParameterValues,
  { rng, count }: { rng: Rng; count: number },
): ParameterValues[] {
  const names = Object.keys(strategy.parameters);
  const sets = Array.from({ length: count }, () =>
    Object.fromEntries(
      names.map((name) => [
        name,
        moved(parameters[name]!, SHARE_MAX * (2 * rng.next() - 1), strategy.parameters[name]!),
      ]),
    ),
  );
  return sets.filter((set) => goesTogether(strategy, set));
}

/** Whole numbers move by at least one; nothing leaves its range. */
function moved(value: number, share: number, { kind, min, max }: ParameterSpec): number {
  const step = Math.abs(value * share);
  const whole = kind === 'integer' ? Math.max(1, Math.round(step)) : step;
  return Math.min(max, Math.max(min, value + Math.sign(share) * whole));
}

const goesTogether = (strategy: TradingStrategy, set: ParameterValues): boolean =>
  (strategy.conflicts?.(set) ?? []).length === 0;
