import { parseArgs } from 'node:util';
import { setTimeout as wait } from 'node:timers/promises';
import { getJobRun, getJobs, runJob, type DutyDetail } from '@orbiquant/contracts';
import { newId } from '@orbiquant/kernel';
import type { RunningInstallation } from '../installation.ts';
import { operatorClient, type OperatorClient } from './operator-client.ts';

type Write = (line: string) => void;

const OPTIONS = { date: { type: 'string' }, json: { type: 'boolean' }, wait: { type: 'string' } } as const;
const LOOK_EVERY_MS = 250;
const WAIT_SEC = 600;

/**
 * `job NAME [--date YYYY-MM-DD] [--wait SECONDS] [--json]`: has a job done by the running platform and waits for it. Exit code
 * 0 when every account was served, 1 when something failed or is to be tried again. Without a name it lists the jobs.
 */
export async function jobCommand(installation: RunningInstallation, args: string[], write: Write): Promise<number> {
  const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true });
  const client = await operatorClient(installation);
  const [name] = positionals;
  if (name === undefined) return listJobs(client, values.json === true, write);
  const asked = await client.call(
    runJob,
    { params: { name }, body: { date: values.date } },
    { idempotencyKey: newId() },
  );
  const duty = await ended(client, { name, period: asked.period, waitSec: Number(values.wait ?? WAIT_SEC) });
  write(values.json ? JSON.stringify(duty) : lineOf(duty));
  return duty.state === 'done' && duty.errors === 0 ? 0 : 1;
}

type Waiting = { name: string; period: string; waitSec: number };

/** The run when it is over, was laid down to be tried again, or the patience is. */
async function ended({ call }: OperatorClient, { name, period, waitSec }: Waiting): Promise<DutyDetail> {
  const untilMs = performance.now() + waitSec * 1_000;
  for (;;) {
    const duty = await call(getJobRun, { params: { name, period } });
    const isOver = duty.state === 'done' || duty.state === 'dead' || (duty.state === 'waiting' && duty.fault !== null);
    if (isOver || performance.now() > untilMs) return duty;
    await wait(LOOK_EVERY_MS);
  }
}

async function listJobs({ call }: OperatorClient, isJson: boolean, write: Write): Promise<number> {
  const { jobs, ...rest } = await call(getJobs, {});
  if (isJson) write(JSON.stringify({ ...rest, jobs }));
  else
    for (const job of jobs)
      write(
        `  ${job.health.padEnd(9)}  ${job.name.padEnd(24)} ${job.cron} ${job.zone}, last ${job.lastRun?.period ?? 'never'}`,
      );
  return rest.healthy ? 0 : 1;
}

const lineOf = (duty: DutyDetail): string =>
  [
    `${duty.job} ${duty.period}: ${duty.state}, ${duty.successes} done, ${duty.errors} failed, ${duty.durationMs} ms`,
    ...(duty.fault ? [`  ${duty.fault}`] : []),
    ...duty.failed.map(({ account, tries, reason }) => `  ${account}: ${reason} (tried ${tries} times)`),
    ...duty.notes.map(({ account, note }) => `  ${account}: ${note}`),
  ].join('\n');
