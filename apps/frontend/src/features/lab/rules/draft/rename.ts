import { isRecord, type Json, type JsonRecord } from './json.ts';
import { valueAt, withValue } from './json-path.ts';

/** Fields that name a series, wherever they stand. */
const SERIES_FIELDS: ReadonlySet<string> = new Set(['series', 'source', 'of', 'range']);
const PARAMETER_FIELDS: ReadonlySet<string> = new Set(['parameter']);

/**
 * Another name for a series or a parameter, and for everything that reads it. Where the name is taken already nothing
 * else changes: two that became one could not be told apart again.
 */
export function renamed(rules: JsonRecord, path: string, to: string): JsonRecord {
  const from = valueAt(rules, `${path}.name`);
  const isTaken = ['series', 'parameters'].some((list) => namesIn(rules, list).includes(to.toLowerCase()));
  const next = withValue(rules, `${path}.name`, to);
  if (typeof from !== 'string' || from === '' || to === '' || isTaken) return next;
  return replaced(next, {
    from,
    to,
    fields: path.startsWith('series') ? SERIES_FIELDS : PARAMETER_FIELDS,
  }) as JsonRecord;
}

const namesIn = (rules: JsonRecord, list: string): string[] => {
  const found = rules[list];
  return (Array.isArray(found) ? (found as Json[]) : []).flatMap((one) =>
    isRecord(one) && typeof one['name'] === 'string' ? [one['name'].toLowerCase()] : [],
  );
};

type Swap = { from: string; to: string; fields: ReadonlySet<string> };

function replaced(value: Json, swap: Swap): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map((one) => replaced(one, swap));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      inner === swap.from && swap.fields.has(key) ? swap.to : replaced(inner, swap),
    ]),
  );
}
