import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';

const ZONES = ['UTC', 'America/New_York', 'Asia/Kolkata', 'Pacific/Kiritimati'];
const FILE = fileURLToPath(new URL('./testing/settlements-worker.ts', import.meta.url));

const printedIn = async (zone: string): Promise<string> =>
  (await promisify(execFile)(process.execPath, [FILE], { env: { ...process.env, TZ: zone }, maxBuffer: 1e8 })).stdout;

describe('the zone of the machine', () => {
  it('N12: changes no byte of reports, due periods and looks, on days of daylight saving, leap days and year ends', async () => {
    const [utc, ...others] = await Promise.all(ZONES.map(printedIn));
    expect(utc!.length).toBeGreaterThan(10_000);
    expect(others.map((printed) => printed === utc)).toEqual([true, true, true]);
  });
});
