import type { SettlementFileQuery, SettlementReport } from '@orbiquant/contracts';
import type { Clock } from '@orbiquant/kernel';
import { reportFile, type ReportFile } from '@orbiquant/settlement-report';

/** How long a report as a file is kept at hand, in milliseconds: 86,400 s. */
const KEPT_MS = 86_400_000;
const KEPT_MAX = 64;

type Kept = { file: ReportFile; untilMs: number };

/** Makes files of reports, and keeps them at hand for a day: a report never changes, so neither does its file. */
export function settlementFiles({
  monoMs,
}: Pick<Clock, 'monoMs'>): (report: SettlementReport, query: SettlementFileQuery) => Promise<ReportFile> {
  const kept = new Map<string, Kept>();
  return async (report, query) => {
    const key = [report.day, report.cycle, query.format, query.language].join(' ');
    const known = kept.get(key);
    if (known && monoMs() < known.untilMs) return known.file;
    const file = await reportFile(report, query);
    kept.delete(key);
    kept.set(key, { file, untilMs: monoMs() + KEPT_MS });
    // the oldest goes first: a map keeps the order in which things came in
    for (const oldest of [...kept.keys()].slice(0, Math.max(0, kept.size - KEPT_MAX))) kept.delete(oldest);
    return file;
  };
}
