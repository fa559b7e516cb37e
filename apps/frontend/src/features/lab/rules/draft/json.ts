/** A value of JSON, as an editor holds it: of any shape until it has been checked. */
export type Json = null | boolean | number | string | readonly Json[] | JsonRecord;
export type JsonRecord = { readonly [key: string]: Json };

export const isRecord = (value: Json | undefined): value is JsonRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const listOf = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? (value as Json[]) : []);

/** A member of what may be a record; undefined where there is none. */
export const memberOf = (value: Json | undefined, key: string): Json | undefined =>
  isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined;

/** A member that is text; empty where it is none. */
export function textOf(value: Json | undefined, key: string): string {
  const found = memberOf(value, key);
  return typeof found === 'string' ? found : '';
}
