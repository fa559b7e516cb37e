import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { getSettlements, Problem, SETTLEMENT_FILE_PATH, SettlementFileQuery } from '@orbiquant/contracts';
import { toUnits } from '@orbiquant/ledger';
import { UsageError } from '@orbiquant/orchestration';
import type { RunningInstallation } from '../installation.ts';
import { operatorClient, type OperatorClient } from './operator-client.ts';

type Write = (line: string) => void;

const OPTIONS = {
  date: { type: 'string' },
  cycle: { type: 'string' },
  format: { type: 'string' },
  language: { type: 'string' },
  out: { type: 'string' },
} as const;

/**
 * `settlement show --date YYYY-MM-DD [--cycle C] [--format json|csv|xlsx|pdf] [--language es|en] [--out FILE]`: a day as it was
 * settled. `settlement list`: the newest ones.
 */
export async function settlementCommand(
  installation: RunningInstallation,
  args: string[],
  write: Write,
): Promise<number> {
  const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true });
  const [action] = positionals;
  if (action !== 'show' && action !== 'list')
    throw new UsageError('settlement has the commands list and show --date YYYY-MM-DD');
  const client = await operatorClient(installation);
  if (action === 'list') return list(client, write);
  const { day, query, out } = wishOf(values);
  const bytes = await fetchFile(client, day, query);
  if (out === undefined) write(bytes.toString('utf8').trimEnd());
  else writeFileSync(out, bytes);
  return 0;
}

type Given = { [Name in keyof typeof OPTIONS]?: string | undefined };
type Wish = { day: string; query: SettlementFileQuery; out: string | undefined };

function wishOf({ date, out, ...given }: Given): Wish {
  if (date === undefined) throw new UsageError('name the day with --date YYYY-MM-DD');
  const asked = SettlementFileQuery.safeParse(given);
  if (!asked.success)
    throw new UsageError(asked.error.issues.map(({ path, message }) => `--${path.join('.')}: ${message}`).join('\n'));
  const { format } = asked.data;
  if (out === undefined && (format === 'xlsx' || format === 'pdf'))
    throw new UsageError(`a ${format} goes to a file: name it with --out FILE`);
  return { day: date, query: asked.data, out };
}

async function fetchFile({ baseUrl, token }: OperatorClient, day: string, query: SettlementFileQuery): Promise<Buffer> {
  const asked = new URLSearchParams(
    Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
  const answer = await fetch(`${baseUrl}${SETTLEMENT_FILE_PATH.replace(':day', encodeURIComponent(day))}?${asked}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  if (answer.ok) return Buffer.from(await answer.arrayBuffer());
  const problem = Problem.safeParse(await answer.json().catch(() => null));
  throw new UsageError(problem.success ? problem.data.detail : `the platform answered ${answer.status}`);
}

async function list({ call }: OperatorClient, write: Write): Promise<number> {
  for (const { day, cycle, totals, currency, exponent } of await call(getSettlements, {}))
    write(
      `${day}  ${cycle.padEnd(18)} ${toUnits(totals.netMinor, exponent).toFixed()} ${currency}, ${totals.operations} operations`,
    );
  return 0;
}
