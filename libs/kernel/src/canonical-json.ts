type Jsonable = null | boolean | number | string | bigint | Jsonable[] | { [key: string]: Jsonable | undefined };

/**
 * One text for one meaning: keys sorted, no white space, bigints and Decimals as strings, `undefined` left out.
 * Hash this, never `JSON.stringify`, whose text depends on the order in which keys were set.
 * @see RFC 8785 (JSON Canonicalization Scheme), from which key order and number text are taken.
 */
export function canonicalJson(value: unknown): string {
  return write(JSON.parse(JSON.stringify(value, bigintAsText)) as Jsonable);
}

const bigintAsText = (_key: string, value: unknown): unknown => (typeof value === 'bigint' ? value.toString() : value);

function write(value: Jsonable): string {
  if (Array.isArray(value)) return `[${value.map(write).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${write(value[key] ?? null)}`).join(',')}}`;
}
