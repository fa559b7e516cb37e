import { rmSync } from 'node:fs';
import { isAlive, readinessOfAll, readRunFile, startOptions, UsageError } from '@orbiquant/orchestration';

type Write = (line: string) => void;

/** Prints what runs. Exit code 0 when all is ready, 1 when something is not, 3 when nothing runs. */
export async function run(args: readonly string[], write: Write): Promise<number> {
  const file = readRunFile(startOptions([], process.env).stateFolder);
  const json = args.includes('--json');
  if (!file) {
    write(
      json ? JSON.stringify({ running: false, state: null, services: [] }) : 'Nothing runs. Start it with npm start.',
    );
    return 3;
  }
  const services = await readinessOfAll(file.portOffset);
  const { state, readyAfterMs, market } = file;
  write(
    json
      ? JSON.stringify({ running: true, state, readyAfterMs, services })
      : [`${state}, ${market} market`, ...services.map(lineOf)].join('\n'),
  );
  return services.every(({ readiness }) => readiness?.ready) ? 0 : 1;
}

type Row = Awaited<ReturnType<typeof readinessOfAll>>[number];

function lineOf({ name, readiness }: Row): string {
  const details = readiness?.checks.map((check) => `${check.name}: ${check.detail}`).join('; ') ?? 'does not answer';
  return `  ${readiness?.ready ? 'ready    ' : 'NOT READY'}  ${name.padEnd(15)} ${details}`;
}

const STOP_MS = 60_000;

/** Ends a running platform and waits until it is gone. */
export async function runStop(write: Write): Promise<number> {
  const file = readRunFile(startOptions([], process.env).stateFolder);
  if (!file) {
    write('Nothing runs.');
    return 0;
  }
  process.kill(file.launcherPid, 'SIGTERM');
  const deadline = performance.now() + STOP_MS;
  while (isAlive(file.launcherPid)) {
    if (performance.now() > deadline)
      throw new Error(`The launcher (process ${file.launcherPid}) has not ended after ${STOP_MS / 1000} s.`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  write('Stopped.');
  return 0;
}

/** Removes an installation's data; asks for `--yes`, because nothing brings it back. */
export async function runReset(args: readonly string[], write: Write): Promise<number> {
  const { stateFolder } = startOptions([], process.env);
  if (readRunFile(stateFolder)) throw new UsageError('It runs: npm stop first.');
  if (!args.includes('--yes')) {
    write(
      `This removes ${stateFolder} with the database, its ledger and the secrets. Run it again with --yes: npm run reset -- --yes`,
    );
    return 1;
  }
  rmSync(stateFolder, { recursive: true, force: true });
  write('Removed.');
  return 0;
}
