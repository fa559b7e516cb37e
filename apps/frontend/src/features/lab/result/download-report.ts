import { LAB_REPORT_PATH, type LabReportQuery } from '@orbiquant/contracts';
import { send } from '../../../shared/api/send.ts';
import { saveFile } from '../../../shared/save-file.ts';

type Format = LabReportQuery['format'];

/** The address of a report. */
export const reportAddress = (runId: string, { format, language }: LabReportQuery): string =>
  `${LAB_REPORT_PATH.replace(':runId', encodeURIComponent(runId))}?${new URLSearchParams({ format, language }).toString()}`;

/** The name that a server gave a file, or one of our own. */
export function fileNameOf(disposition: string | null, runId: string, format: Format): string {
  const given = /filename="?([^";]+)"?/.exec(disposition ?? '')?.[1];
  return given ?? `orbiquant-lab-${runId.slice(-8)}.${format}`;
}

/** Fetches a report with the session's token and gives it to the browser to keep. @throws CallError */
export async function downloadReport(runId: string, query: LabReportQuery): Promise<void> {
  const response = await send(reportAddress(runId, query), { method: 'GET' });
  const name = fileNameOf(response.headers.get('content-disposition'), runId, query.format);
  saveFile(await response.blob(), name);
}
