import type { LabReportQuery } from '@orbiquant/contracts';
import { htmlReport } from './html-report.ts';
import { pdfReport } from './pdf-report.ts';
import type { Report, Reported } from './report.ts';
import { xlsxReport } from './xlsx-report.ts';

/** The report of a finished run as a file of the asked kind. */
export async function reportOf(reported: Reported, { format, language }: LabReportQuery): Promise<Report> {
  if (format === 'html') return htmlReport(reported, language);
  return format === 'pdf' ? pdfReport(reported, language) : xlsxReport(reported, language);
}
