import type { Metadata } from './money-objects.ts';
import { wrongParameter } from './stripe-fault.ts';

/** Parameters as a form carries them: text, or groups and lists of it. Numbers, booleans and bigints count as their text. */
export type Params = Readonly<Record<string, unknown>>;

const METADATA_KEYS_MAX = 50;
const METADATA_KEY_LENGTH_MAX = 40;
const METADATA_VALUE_LENGTH_MAX = 500;

/** Reads parameters one by one, and in the end refuses those that nobody asked for, as Stripe does. */
export class ParamReader {
  readonly #given: Params;
  readonly #path: string;
  readonly #inner: ParamReader[] = [];
  readonly #read: string[] = [];

  constructor(given: Params, path = '') {
    this.#given = given;
    this.#path = path;
  }

  /** The name with its groups, as errors give it: `payment_intent_data[metadata]`. */
  nameOf(name: string): string {
    return this.#path === '' ? name : `${this.#path}[${name}]`;
  }

  #take(name: string): unknown {
    this.#read.push(name);
    return Object.hasOwn(this.#given, name) ? this.#given[name] : undefined;
  }

  text(name: string): string | undefined {
    const value = this.#take(name);
    if (value === undefined || value === null) return undefined;
    if (typeof value === 'object')
      throw wrongParameter(`Invalid string: ${this.nameOf(name)}`, { param: this.nameOf(name) });
    return String(value);
  }

  requiredText(name: string): string {
    const value = this.text(name);
    const param = this.nameOf(name);
    if (value === undefined)
      throw wrongParameter(`Missing required param: ${param}.`, { code: 'parameter_missing', param });
    if (value === '') {
      const message = `You passed an empty string for '${param}'. We assume empty values are an attempt to unset a parameter.`;
      throw wrongParameter(message, { code: 'parameter_invalid_empty', param });
    }
    return value;
  }

  integer(name: string): number | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    const param = this.nameOf(name);
    const whole = /^-?\d{1,16}$/.test(value) ? Number(value) : Number.NaN;
    if (!Number.isSafeInteger(whole))
      throw wrongParameter(`Invalid integer: ${value}`, { code: 'parameter_invalid_integer', param });
    return whole;
  }

  requiredInteger(name: string): number {
    const value = this.integer(name);
    if (value === undefined) this.requiredText(name);
    return value ?? 0;
  }

  flag(name: string): boolean | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    if (value !== 'true' && value !== 'false')
      throw wrongParameter(`Invalid boolean: ${value}`, { param: this.nameOf(name) });
    return value === 'true';
  }

  oneOf<T extends string>(name: string, allowed: readonly T[]): T | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    const found = allowed.find((one) => one === value);
    if (found !== undefined) return found;
    throw wrongParameter(`Invalid ${this.nameOf(name)}: must be one of ${allowed.join(', ')}`, {
      param: this.nameOf(name),
    });
  }

  /** Whether a parameter is a group; it is not taken as read. */
  isGroup(name: string): boolean {
    return typeof this.#given[name] === 'object';
  }

  group(name: string): ParamReader | undefined {
    const value = this.#take(name);
    if (value === undefined || value === null) return undefined;
    const param = this.nameOf(name);
    if (typeof value !== 'object') throw wrongParameter(`Invalid object`, { param });
    const inner = new ParamReader(value as Params, param);
    this.#inner.push(inner);
    return inner;
  }

  /** Groups of a list, given as an array or by index. */
  groups(name: string): ParamReader[] {
    const list = this.group(name);
    if (!list) return [];
    return Object.keys(list.#given).map((key) => list.group(key) ?? list);
  }

  texts(name: string): string[] {
    const list = this.group(name);
    return list ? Object.keys(list.#given).map((key) => list.requiredText(key)) : [];
  }

  /** Metadata laid over what was there: an empty value takes its key away. */
  metadata(before: Metadata = {}, name = 'metadata'): Metadata {
    const list = this.group(name);
    if (!list) return before;
    const merged = new Map(Object.entries(before));
    for (const key of Object.keys(list.#given)) setMetadata(merged, key, list.text(key) ?? '');
    if (merged.size > METADATA_KEYS_MAX)
      throw wrongParameter(`You can have at most ${METADATA_KEYS_MAX} metadata keys`, { param: this.nameOf(name) });
    return Object.fromEntries(merged);
  }

  /** Lets every parameter of this group pass. */
  anything(): void {
    this.#read.push(...Object.keys(this.#given));
  }

  /** @throws StripeFault naming the first parameter that nobody read. */
  done(): void {
    for (const name of Object.keys(this.#given)) {
      if (this.#read.includes(name)) continue;
      throw wrongParameter(`Received unknown parameter: ${this.nameOf(name)}`, {
        code: 'parameter_unknown',
        param: this.nameOf(name),
      });
    }
    for (const inner of this.#inner) inner.done();
  }
}

function setMetadata(merged: Map<string, string>, key: string, value: string): void {
  if (value === '') return void merged.delete(key);
  if (key.length > METADATA_KEY_LENGTH_MAX || value.length > METADATA_VALUE_LENGTH_MAX)
    throw wrongParameter(`Metadata keys have at most 40 characters and values at most 500`, {
      param: `metadata[${key}]`,
    });
  merged.set(key, value);
}
