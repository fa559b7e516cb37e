import { AppError } from '@orbiquant/kernel';

const DEPTH_MAX = 32;

/**
 * Parses a JSON body and refuses what later does harm: prototype keys, NUL and lone surrogates (PostgreSQL refuses or
 * alters them), duplicate keys (two readers would see two values), numbers beyond a double, deep nesting.
 */
export function safeJsonParse(text: string): unknown {
  checkShape(text);
  try {
    return JSON.parse(text, rejectHarm) as unknown;
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError('invalid-input', 'The body is not valid JSON', { cause });
  }
}

const refuse = (what: string): never => {
  throw new AppError('invalid-input', `The body ${what}`);
};

const HARMFUL_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

function rejectHarm(this: unknown, key: string, value: unknown): unknown {
  if (HARMFUL_KEYS.has(key)) refuse(`must not name ${key}`);
  if (hasHarmfulText(key) || (typeof value === 'string' && hasHarmfulText(value)))
    refuse('holds a NUL or half a character');
  if (typeof value === 'number' && !Number.isFinite(value)) refuse('holds a number that is too large');
  return value;
}

/** NUL or a lone surrogate. */
export const hasHarmfulText = (text: string): boolean => text.includes('\u0000') || !text.isWellFormed();

/** The objects (with the keys seen so far) and arrays (null) that are open at a place of the text. */
type Open = Array<Set<string> | null>;

/** One pass over the raw text for what JSON.parse forgives: depth and duplicate keys. */
function checkShape(text: string): void {
  const open: Open = [];
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '"') at = readString(text, at, open.at(-1) ?? null);
    else bracket(text[at], open);
  }
}

function bracket(c: string | undefined, open: Open): void {
  if (c === '}' || c === ']') open.pop();
  if (c !== '{' && c !== '[') return;
  open.push(c === '{' ? new Set() : null);
  if (open.length > DEPTH_MAX) refuse(`is nested deeper than ${DEPTH_MAX} levels`);
}

/** Reads the string that starts at `at`; when a colon follows, it is a key. Returns the index of its closing quote. */
function readString(text: string, at: number, keys: Set<string> | null): number {
  let end = at + 1;
  while (end < text.length && text[end] !== '"') end += text[end] === '\\' ? 2 : 1;
  if (!keys || !isKey(text, end)) return end;
  const key = text.slice(at, end + 1);
  if (keys.has(key)) refuse('names a field twice');
  keys.add(key);
  return end;
}

function isKey(text: string, end: number): boolean {
  let at = end + 1;
  while (at < text.length && ' \t\r\n'.includes(text[at] ?? '')) at++;
  return text[at] === ':';
}
