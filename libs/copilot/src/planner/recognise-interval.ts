import type { Interval } from '@orbiquant/contracts';

const PATTERNS: ReadonlyArray<readonly [RegExp, Interval]> = [
  [/\b(1 ?m|1 ?min(uto|ute)?|one minute|un minuto)\b/, '1m'],
  [/\b(5 ?m|5 ?min(utos?|utes?)?|five minutes?|cinco minutos)\b/, '5m'],
  [/\b(15 ?m|15 ?min(utos?|utes?)?|quarter of an hour|cuarto de hora)\b/, '15m'],
  [/\b(30 ?m|30 ?min(utos?|utes?)?|half hour|media hora)\b/, '30m'],
  [/\b(4 ?h|4 ?(horas|hours?)|four hours?|cuatro horas)\b/, '4h'],
  [/\b(1 ?h|1 ?(hora|hour)|hourly|horari[ao]s?|una hora|one hour)\b/, '1h'],
  [/\b(1 ?d|1 ?(dia|day)|daily|diari[ao]s?)\b/, '1d'],
  [/\b(1 ?w|1 ?(semana|week)|weekly|semanal(es)?)\b/, '1w'],
  [/\b(1 ?(mes|month)|monthly|mensual(es)?)\b/, '1M'],
];

/** The candle length that a normalised question names, if any. */
export const recogniseInterval = (question: string): Interval | null =>
  PATTERNS.find(([pattern]) => pattern.test(question))?.[1] ?? null;
