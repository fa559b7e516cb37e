import { civilFromDays, DAY_MS, dayNumberOf } from './civil.ts';
import { runsOnDay, type Cron } from './cron.ts';
import { offsetsOf, type OffsetAt } from './zone-offset.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
/** Feb 29 comes back within eight years, also across 2100. */
const DAYS_MAX = 8 * 366;

/**
 * The first instant after another at which a schedule runs, by the wall clock of a zone; null when it never does (Feb 30).
 *
 * A fixed time that daylight saving skips runs when the clock jumps over it, and one that comes twice runs the first
 * time. A repeating schedule (`*` in minute or hour) follows elapsed time instead: it runs whenever the clock shows a
 * matching time, so in a repeated hour again.
 *
 * @see P. Vixie, cron(8), "Daylight Saving Time and other time changes", for the same rule.
 */
export function nextCronAfter(cron: Cron, afterMs: number, timeZone = 'UTC'): number | null {
  const offsetAt = offsetsOf(timeZone);
  const firstDay = dayNumberOf(afterMs + offsetAt(afterMs)) - 1;
  for (let days = firstDay; days <= firstDay + DAYS_MAX; days++) {
    if (!runsOnDay(cron, { ...civilFromDays(days), dayOfWeek: dayOfWeek(days) })) continue;
    const next = firstOfDay(cron, { days, afterMs, turn: turnOf(days, offsetAt) });
    if (next !== null) return next;
  }
  return null;
}

/** 1970-01-01 was a Thursday. */
const dayOfWeek = (days: number): number => (((days + 4) % 7) + 7) % 7;

/** A zone's offset around a day, and the instant at which it changes when it does. */
type Turn = { beforeMs: number; afterMs: number; atMs: number };
type CronDay = { days: number; afterMs: number; turn: Turn };

function firstOfDay({ hours, minutes, isRepeating }: Cron, { days, afterMs, turn }: CronDay): number | null {
  const instants = hours
    .flatMap((hour) => minutes.map((minute) => days * DAY_MS + hour * HOUR_MS + minute * MINUTE_MS))
    .flatMap((wallMs) => instantsOf(wallMs, turn, isRepeating))
    .filter((atMs) => atMs > afterMs);
  return instants.length === 0 ? null : Math.min(...instants);
}

/** When the wall clock shows a time: once, twice where it is put back; a time that is jumped over is the jump, unless repeating. */
function instantsOf(wallMs: number, { beforeMs, afterMs, atMs }: Turn, isRepeating: boolean): number[] {
  const early = wallMs - beforeMs;
  if (beforeMs === afterMs) return [early];
  const late = wallMs - afterMs;
  const shown = [...(early < atMs ? [early] : []), ...(late >= atMs ? [late] : [])];
  if (isRepeating) return shown;
  return [shown[0] ?? atMs];
}

/** The change of offset near a day; zones change at most once in three days. */
function turnOf(days: number, offsetAt: OffsetAt): Turn {
  let [low, high] = [(days - 1) * DAY_MS, (days + 2) * DAY_MS];
  const [beforeMs, afterMs] = [offsetAt(low), offsetAt(high)];
  if (beforeMs === afterMs) return { beforeMs, afterMs, atMs: low };
  while (high - low > 1000) {
    const middle = low + Math.floor((high - low) / 2000) * 1000;
    if (offsetAt(middle) === beforeMs) low = middle;
    else high = middle;
  }
  return { beforeMs, afterMs, atMs: high };
}
