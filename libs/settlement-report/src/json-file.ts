import { z } from 'zod';
import { SettlementReport } from '@orbiquant/contracts';
import { fileNameOf } from './file-name.ts';
import type { ReportFile } from './report-file.ts';

/** The report as the routes answer it. */
export const jsonFile = (report: SettlementReport): ReportFile => ({
  fileName: fileNameOf(report, 'json'),
  contentType: 'application/json; charset=utf-8',
  bytes: new TextEncoder().encode(`${JSON.stringify(z.encode(SettlementReport, report), null, 2)}\n`),
});
