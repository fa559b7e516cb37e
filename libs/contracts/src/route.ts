import { z } from 'zod';

/** Who may call a route: anyone, a signed-in person, a person with a permission, or a sibling service. */
export type Access = 'anyone' | 'signed-in' | 'operator' | 'service';

/** The methods that the house uses. */
export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** One REST route, declared once: the server mounts it, the typed client and the documentation follow from it. */
export interface Route<
  P extends z.ZodType = z.ZodType,
  Q extends z.ZodType = z.ZodType,
  B extends z.ZodType = z.ZodType,
  R extends z.ZodType = z.ZodType,
> {
  readonly method: Method;
  /** Path with `:name` parameters. */
  readonly path: string;
  readonly summary: string;
  readonly access: Access;
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  readonly response: R;
  /** Status of success. */
  readonly status: 200 | 201 | 202 | 204;
  /** Whether the caller must send an `Idempotency-Key` header. */
  readonly idempotent: boolean;
}

type Nothing = z.ZodObject<Record<never, never>>;
const nothing: Nothing = z.object({});

/** What is written to declare a route; what is left out is empty. */
export type RouteSpec<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType> = {
  method: Method;
  path: string;
  summary: string;
  access: Access;
  params?: P;
  query?: Q;
  body?: B;
  response: R;
  status?: 200 | 201 | 202 | 204;
  idempotent?: boolean;
};

/** Declares a route. */
export function route<
  R extends z.ZodType,
  P extends z.ZodType = Nothing,
  Q extends z.ZodType = Nothing,
  B extends z.ZodType = Nothing,
>(spec: RouteSpec<P, Q, B, R>): Route<P, Q, B, R> {
  const empty = { params: nothing, query: nothing, body: nothing, status: 200 as const, idempotent: false };
  return Object.freeze({ ...empty, ...spec }) as Route<P, Q, B, R>;
}

/** What a handler receives, decoded. */
export type RouteInput<T extends Route> = {
  params: z.output<T['params']>;
  query: z.output<T['query']>;
  body: z.output<T['body']>;
};

/** What a caller must give, decoded values on its side too. Parts that are empty may be left out. */
export type CallInput<T extends Route> = PartInput<'params', T['params']> &
  PartInput<'query', T['query']> &
  PartInput<'body', T['body']>;

type PartInput<K extends string, S extends z.ZodType> =
  Record<never, never> extends Loose<S> ? { [key in K]?: Loose<S> } : { [key in K]: Loose<S> };
/** Codec fields are given decoded; fields with a default may be left out. */
type Loose<S extends z.ZodType> = Partial<z.output<S>> & Pick<z.output<S>, RequiredKeys<S> & keyof z.output<S>>;
type RequiredKeys<S extends z.ZodType> = {
  [K in keyof z.input<S>]-?: Record<never, never> extends Pick<z.input<S>, K> ? never : K;
}[keyof z.input<S>];

/** What a route answers, decoded. */
export type RouteOutput<T extends Route> = z.output<T['response']>;
