import type { SettlementFileQuery, SettlementReport } from '@orbiquant/contracts';
import { csvFile } from './csv-file.ts';
import { jsonFile } from './json-file.ts';

/** A report as a file. */
export type ReportFile = { fileName: string; contentType: string; bytes: Uint8Array };

/** A settlement as a file, in the format and language asked for. What draws is loaded when it is needed: it is large. */
export async function reportFile(
  report: SettlementReport,
  { format, language }: Pick<SettlementFileQuery, 'format' | 'language'>,
): Promise<ReportFile> {
  if (format === 'json') return jsonFile(report);
  if (format === 'csv') return csvFile(report);
  if (format === 'xlsx') return (await import('./xlsx-file.ts')).xlsxFile(report, language);
  return (await import('./pdf-file.ts')).pdfFile(report, language);
}
