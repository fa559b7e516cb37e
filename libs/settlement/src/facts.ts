import { z } from 'zod';
import { epochMs, type SettlementChannel } from '@orbiquant/contracts';
import { AppError, Decimal, digestOf } from '@orbiquant/kernel';

/**
 * An owed number as other systems tell it: plain decimal text, or a JSON number, whose text is taken as it stands.
 * On the way out it is always text.
 */
const told = z.codec(
  z.union([
    z
      .string()
      .max(60)
      .regex(/^-?\d+(\.\d+)?$/, 'a plain decimal such as 12.50'),
    z.number().refine((value) => Number.isFinite(value) && Math.abs(value) < 1e15, 'a number below 10^15'),
  ]),
  z.instanceof(Decimal),
  { decode: (value) => new Decimal(value), encode: (value) => value.toFixed() },
);
const positive = told.refine((value) => value.greaterThan(0), 'more than nothing');
const name = z.string().trim().min(1).max(120);
/** When it happened; without it, when we were told. */
const when = { at_ms: epochMs.optional() };

const one = <const Words extends readonly string[]>(words: Words) => z.enum(words);

/** Whether a result is that of an operation, and not something that the venue paid or took by itself. */
export const isTrade = ({ kind }: { kind?: string | undefined }): boolean => kind === undefined || kind === 'trade';

/** What may stand on each channel. What is not named here is left out. */
export const FACT_SHAPES = {
  /**
   * What an operation brought, after its costs, in the currency of the books. Negative: a loss. Or what the venue paid or
   * took without one: funding, interest on what was borrowed, a rebate; that carries the venue's own id of the event.
   */
  trading_results: z
    .object({
      user_id: z.uuid().nullish(),
      agent_id: name.nullish(),
      symbol: name,
      exchange: name,
      profit: told,
      kind: one(['trade', 'funding', 'borrow', 'rebate']).optional(),
      venue_event_id: name.optional(),
      ...when,
    })
    .refine((result) => isTrade(result) || result.venue_event_id !== undefined, {
      message: 'the venue names what it pays or takes',
      path: ['venue_event_id'],
    }),
  /** Money that a person paid in or took out. */
  capital_data: z.object({
    user_id: z.uuid(),
    action: one(['deposit', 'withdraw', 'withdrawal']),
    amount: positive,
    ...when,
  }),
  user_data: z.object({
    user_id: z.uuid(),
    action: one(['create', 'register', 'update', 'delete', 'close']),
    email: z.string().max(320),
    ...when,
  }),
  macro_data: z
    .object({ sp500_price: positive.nullish(), vix_price: positive.nullish(), ...when })
    .refine((macro) => macro.sp500_price || macro.vix_price, { message: 'names neither', path: ['sp500_price'] }),
} as const satisfies Record<SettlementChannel, z.ZodType>;

/** A fact of a channel, read. */
export type Fact<C extends SettlementChannel> = z.output<(typeof FACT_SHAPES)[C]>;

/**
 * Reads what was told on a channel.
 * @throws AppError invalid-input, naming each field that cannot be read.
 */
export function readFact<C extends SettlementChannel>(channel: C, payload: unknown): Fact<C> {
  const read = FACT_SHAPES[channel].safeDecode(payload as never);
  if (read.success) return read.data as Fact<C>;
  const errors = read.error.issues.map(({ path, code, message }) => ({ path: path.join('.'), code, message }));
  const said = errors.map(({ path, message }) => `${path || 'payload'}: ${message}`).join('; ');
  throw new AppError('invalid-input', said, { errors });
}

/** A fact as it is stored: JSON whose owed numbers are text. */
export const writeFact = <C extends SettlementChannel>(channel: C, fact: Fact<C>): Record<string, unknown> =>
  FACT_SHAPES[channel].encode(fact as never) as Record<string, unknown>;

/**
 * What tells a fact from every other of its channel: the venue's id of an event where it has one, so that the same event told
 * by two senders, or under two keys, is one fact; else the key under which it was told.
 */
export function factIdOf<C extends SettlementChannel>(channel: C, fact: Fact<C>, key: string): string {
  if (channel !== 'trading_results') return key;
  const { exchange, kind = 'trade', venue_event_id: eventId } = fact as Fact<'trading_results'>;
  return eventId === undefined ? key : JSON.stringify([exchange, kind, eventId]);
}

/** Whether two tellings of one fact say the same; what they do not agree on is for a person to see. */
export const isSameFact = <C extends SettlementChannel>(channel: C, left: Fact<C>, right: Fact<C>): boolean =>
  digestOf(writeFact(channel, left)) === digestOf(writeFact(channel, right));
