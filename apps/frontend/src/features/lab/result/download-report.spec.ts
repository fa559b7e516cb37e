/** @jest-environment jsdom */
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { useSession } from '../../../shared/api/session.ts';
import { RUN_ID } from '../testing/runs.ts';
import { downloadReport, fileNameOf, reportAddress } from './download-report.ts';

const person = { userId: RUN_ID, email: 'a@b.es', displayName: 'A', roles: [], language: 'es' as const, isDemo: true };

describe('a report', () => {
  afterEach(() => void jest.restoreAllMocks());

  it('is fetched with the token of the session and kept under the name that the server gives it', async () => {
    useSession.setState({ status: 'signed-in', session: { accessToken: 'secret', expiresAtMs: 1, person } });
    const asked: { address: string; headers: Record<string, string> }[] = [];
    globalThis.fetch = (async (address: string, { headers }: { headers: Record<string, string> }) => {
      asked.push({ address, headers });
      const told = new Headers({ 'content-disposition': 'attachment; filename="hma-sma.pdf"' });
      return { ok: true, status: 200, headers: told, blob: async () => new Blob(['x']) };
    }) as never;
    URL.createObjectURL = () => 'blob:report';
    URL.revokeObjectURL = () => undefined;
    jest.useFakeTimers();
    const kept: string[] = [];
    jest.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      kept.push(`${this.href} ${this.download}`);
    });
    await downloadReport(RUN_ID, { format: 'pdf', language: 'es' });
    expect(asked).toEqual([
      {
        address: `/api/v1/lab/runs/${RUN_ID}/report?format=pdf&language=es`,
        headers: { authorization: 'Bearer secret' },
      },
    ]);
    expect(kept).toEqual(['blob:report hma-sma.pdf']);
    jest.useRealTimers();
  });

  it('has an address and a name of its own', () => {
    expect(reportAddress('a/b', { format: 'xlsx', language: 'en' })).toBe(
      '/api/v1/lab/runs/a%2Fb/report?format=xlsx&language=en',
    );
    expect(fileNameOf(null, RUN_ID, 'html')).toBe('orbiquant-lab-6a8c0d1e.html');
  });
});
