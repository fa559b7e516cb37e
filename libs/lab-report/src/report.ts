import type { LabReportQuery, LabResult, LabRun } from '@orbiquant/contracts';

/** A finished run: what was ordered and what it gave. */
export type Reported = { run: LabRun; result: LabResult };

/** A report as a file. */
export type Report = { fileName: string; contentType: string; bytes: Uint8Array };

export type Language = LabReportQuery['language'];
