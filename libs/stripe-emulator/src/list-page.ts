import type { StripeList } from './money-objects.ts';
import type { Call, Operation } from './operation.ts';
import type { ParamReader } from './param-reader.ts';
import { tableOf, type Kinds } from './scope.ts';
import { missing, wrongParameter } from './stripe-fault.ts';
import type { Table } from './table.ts';

const LIMIT_MAX = 100;
const LIMIT_DEFAULT = 10;

type Row = { readonly id: string; readonly created: number };
type Test<T> = (row: T) => boolean;
type Bounds = { readonly limit: number; readonly after?: number; readonly before?: number };

/** By which fields a list may be filtered, and which rows are in it at all. */
type Filter<T> = { readonly fields?: readonly (keyof T & string)[]; readonly passes?: Test<T> };

/** Lists a kind newest first, filtered by `created` and by the fields named, a page at a time. */
export function listing<K extends keyof Kinds>(
  kind: K,
  url: string,
  { fields = [], passes = () => true }: Filter<Kinds[K]> = {},
): Operation {
  return ({ scope, params }: Call): StripeList<Kinds[K]> => {
    const table = tableOf(scope, kind);
    const tests = fields.map((field) => equality<Kinds[K]>(params, field));
    const created = createdTest(params);
    const bounds = readBounds(table, params, kind);
    params.done();
    return pageOf(table, {
      ...bounds,
      url,
      passes: (row) => passes(row) && created(row) && tests.every((test) => test(row)),
    });
  };
}

function equality<T>(params: ParamReader, field: keyof T & string): Test<T> {
  const wanted = params.text(field);
  return wanted === undefined ? () => true : (row) => row[field] === wanted;
}

/** `created` is a second, or bounds: gt, gte, lt, lte. */
function createdTest(params: ParamReader): Test<Row> {
  const range = params.isGroup('created') ? params.group('created') : undefined;
  if (range === undefined) {
    const exact = params.integer('created');
    return exact === undefined ? () => true : ({ created }) => created === exact;
  }
  const [gt, gte, lt, lte] = ['gt', 'gte', 'lt', 'lte'].map((bound) => range.integer(bound));
  const least = Math.max((gt ?? -Infinity) + 1, gte ?? -Infinity);
  const most = Math.min((lt ?? Infinity) - 1, lte ?? Infinity);
  return ({ created }) => created >= least && created <= most;
}

/** The bounds of a page. Rows are numbered by age; a page runs from young to old. */
export function readBounds(table: Table<{ readonly id: string }>, params: ParamReader, kind: string): Bounds {
  const limit = params.integer('limit') ?? LIMIT_DEFAULT;
  if (limit < 1 || limit > LIMIT_MAX)
    throw wrongParameter(`This value must be between 1 and ${LIMIT_MAX} (limit).`, {
      code: 'parameter_invalid_integer',
      param: 'limit',
    });
  const place = (name: string): number | undefined => {
    const id = params.text(name);
    if (id === undefined) return undefined;
    const found = table.places.get(id);
    if (found === undefined) throw missing(kind, id, name);
    return found;
  };
  return { limit, after: place('starting_after'), before: place('ending_before') };
}

type Page<T> = Bounds & { readonly url: string; readonly passes: Test<T> };

/** One page. With `ending_before` it holds the rows just younger than that one. */
export function pageOf<T extends { readonly id: string }>(table: Table<T>, page: Page<T>): StripeList<T> {
  const { limit, url } = page;
  const found = page.before === undefined ? olderThan(table, page) : youngerThan(table, page, page.before);
  const data = found.slice(0, limit);
  const isUpward = page.before !== undefined;
  return { object: 'list', url, has_more: found.length > limit, data: isUpward ? data.reverse() : data };
}

function olderThan<T extends { readonly id: string }>({ rows }: Table<T>, { after, limit, passes }: Page<T>): T[] {
  const found: T[] = [];
  for (let place = (after ?? rows.length) - 1; place >= 0 && found.length <= limit; place--)
    if (passes(rows[place]!)) found.push(rows[place]!);
  return found;
}

function youngerThan<T extends { readonly id: string }>(
  { rows }: Table<T>,
  { limit, passes }: Page<T>,
  before: number,
): T[] {
  const found: T[] = [];
  for (let place = before + 1; place < rows.length && found.length <= limit; place++)
    if (passes(rows[place]!)) found.push(rows[place]!);
  return found;
}

/** A list that is part of an object. */
export const listOf = <T>(url: string, data: readonly T[]): StripeList<T> => ({
  object: 'list',
  url,
  has_more: false,
  data,
});
