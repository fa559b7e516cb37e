import type { TFunction } from 'i18next';

const utc = (language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { timeZone: 'UTC', ...options });

/** Date and time, UTC. */
export const formatInstant = (atMs: number, language: string): string =>
  utc(language, { day: '2-digit', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' }).format(atMs);

/** Time of day to the second, UTC. */
export const formatTime = (atMs: number, language: string): string =>
  utc(language, { hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(atMs);

/** Day, UTC. */
export const formatDay = (atMs: number, language: string): string =>
  utc(language, { day: '2-digit', month: 'short', year: 'numeric' }).format(atMs);

/** Time of day by the reader's own clock. */
export const formatLocalTime = (atMs: number, language: string): string =>
  new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit' }).format(atMs);

/** What a date-and-time field holds for an instant, UTC. */
export const toField = (atMs: number): string => new Date(atMs).toISOString().slice(0, 16);

/** The instant of a date-and-time field, UTC; null when it is empty or wrong. */
export function fromField(text: string): number | null {
  const atMs = Date.parse(`${text}Z`);
  return Number.isNaN(atMs) ? null : atMs;
}

/** An age in its largest sensible unit. */
export function formatAge(ageMs: number, t: TFunction): string {
  const seconds = Math.max(0, Math.round(ageMs / 1000));
  if (seconds < 90) return t('common.seconds', { count: seconds });
  if (seconds < 5_400) return t('common.minutes', { count: Math.round(seconds / 60) });
  if (seconds < 129_600) return t('common.hours', { count: Math.round(seconds / 3_600) });
  return t('common.days', { count: Math.round(seconds / 86_400) });
}
