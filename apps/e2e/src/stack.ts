import { execFile, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { CallInput, Route, RouteOutput } from '@orbiquant/contracts';
import {
  addressOf,
  databaseUrl,
  loadSecrets,
  readRunFile,
  serviceNamed,
  type RunFile,
  type Secrets,
  type ServiceName,
} from '@orbiquant/orchestration';
import { serviceSigner } from '@orbiquant/platform-http';
import { decoded, personOfDemo, send, type Answer, type PersonOfDemo } from './person.ts';
import { familyOf, processes } from './processes.ts';

/** The project's root folder. */
export const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const NODE = process.execPath;
const QUIET = '--disable-warning=ExperimentalWarning';
const START_MS = 180_000;
const TAIL_LINES = 15;

/** How to start a stack; left out, the synthetic market at its own speed. */
export type StackOptions = { portOffset: number; replay?: readonly string[]; speed?: number; seed?: string };

/** A started platform under test, on ports and data of its own. */
export type Stack = {
  stateFolder: string;
  secrets: Secrets;
  run: () => RunFile;
  /** Address of the platform's database as its owner, who may do everything. */
  ownerUrl: () => string;
  url: (service: ServiceName) => string;
  investor: PersonOfDemo;
  operator: PersonOfDemo;
  /** Asks a service as the backend would. */
  askService: <T extends Route>(service: ServiceName, route: T, input: CallInput<T>) => Promise<Answer>;
  callService: <T extends Route>(service: ServiceName, route: T, input: CallInput<T>) => Promise<RouteOutput<T>>;
  /** Steers the simulated market: `pause`, `resume`, `speed`, `step`. */
  market: (command: string, body?: unknown) => Promise<{ marketNowMs: number; finished: boolean }>;
  /** Process id of a service; null while it is down. */
  pidOf: (service: ServiceName) => number | null;
  /** Runs a command of the command line tool; its output, read as JSON. */
  cli: (args: readonly string[]) => Promise<unknown>;
  /** Starts it again on the same data, after it was stopped or fell. */
  start: () => Promise<void>;
  stop: () => Promise<void>;
};

/** Starts a platform and waits until it is ready. @throws with the last lines of every log when it is not */
export async function startStack(options: StackOptions): Promise<Stack> {
  const stateFolder = newStateFolder();
  const start = (): Promise<void> => launch(stateFolder, options);
  await start();
  const secrets = loadSecrets(stateFolder);
  const url = (service: ServiceName): string => addressOf(service, options.portOffset);
  const run = (): RunFile => runningAt(stateFolder);
  const person = (email: string, password: string): PersonOfDemo => personOfDemo(url('backend'), { email, password });
  const askService: Stack['askService'] = async (service, route, input) =>
    send(url(service), route, { input, token: await signerOf(secrets)(service) });
  return {
    stateFolder,
    secrets,
    run,
    start,
    url,
    askService,
    ownerUrl: () => databaseUrl(run().adminUrl, 'orbiquant_platform'),
    investor: person('demo@orbiquant.example', secrets.demo.investorPassword),
    operator: person('operator@orbiquant.example', secrets.demo.operatorPassword),
    callService: async (service, route, input) => decoded(route, await askService(service, route, input)),
    market: (command, body) => steer(url('paper-exchange'), secrets.adminToken, { command, body }),
    pidOf: (service) => pidOf(run().launcherPid, service),
    cli: (args) => runCli(stateFolder, args),
    stop: () => stop(stateFolder),
  };
}

/** A folder that the database's own user may pass through. */
export function newStateFolder(): string {
  const parent = mkdtempSync(join(tmpdir(), 'orbiquant-e2e-'));
  chmodSync(parent, 0o711);
  return join(parent, 'state');
}

/** The arguments of a start, after the script. */
export const startArguments = (stateFolder: string, options: StackOptions): string[] => [
  '--state',
  stateFolder,
  '--port-offset',
  String(options.portOffset),
  ...(options.replay ?? []).flatMap((file) => ['--replay', file]),
  ...(options.speed === undefined ? [] : ['--speed', String(options.speed)]),
  ...(options.seed === undefined ? [] : ['--seed', options.seed]),
];

async function launch(stateFolder: string, options: StackOptions): Promise<void> {
  const args = [...startArguments(stateFolder, options), '--detach'];
  const child = spawn(NODE, [QUIET, 'orchestration/src/start.ts', ...args], { cwd: ROOT, stdio: 'pipe' });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const tooLong = setTimeout(() => child.kill('SIGTERM'), START_MS);
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  clearTimeout(tooLong);
  if (code === 0) return;
  const logs = logTails(stateFolder);
  await stop(stateFolder);
  throw new Error(`The platform did not start:\n${said}\n${logs}`);
}

/** The last lines of every log. */
export function logTails(stateFolder: string): string {
  const folder = join(stateFolder, 'logs');
  if (!existsSync(folder)) return '';
  return readdirSync(folder)
    .map((file) => {
      const lines = readFileSync(join(folder, file), 'utf8').trim().split('\n');
      return `--- ${file}\n${lines.slice(-TAIL_LINES).join('\n')}`;
    })
    .join('\n');
}

function runningAt(stateFolder: string): RunFile {
  const run = readRunFile(stateFolder);
  if (!run) throw new Error(`Nothing runs at ${stateFolder}`);
  return run;
}

const signerOf = ({ serviceKeys }: Secrets) =>
  serviceSigner({ name: 'backend', privateKey: serviceKeys.backend.privateKey as never, publicKeys: {}, callers: [] });

async function steer(
  venueUrl: string,
  token: string,
  { command, body }: { command: string; body?: unknown },
): Promise<{ marketNowMs: number; finished: boolean }> {
  const response = await fetch(`${venueUrl}/admin/v1/market/${command}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`The market refused ${command}: ${await response.text()}`);
  return (await response.json()) as { marketNowMs: number; finished: boolean };
}

function pidOf(launcherPid: number, service: ServiceName): number | null {
  const { entry } = serviceNamed(service);
  return processes().find(({ parent, command }) => parent === launcherPid && command.includes(entry))?.pid ?? null;
}

/** The tool ends with 1 when it finds a difference; what it found is the answer all the same. */
async function runCli(stateFolder: string, args: readonly string[]): Promise<unknown> {
  const ran = await promisify(execFile)(NODE, [QUIET, 'tools/src/cli.ts', ...args], {
    cwd: ROOT,
    env: { ...process.env, ORBIQUANT_STATE: stateFolder },
    maxBuffer: 64 * 1024 * 1024,
  }).catch((error: unknown) => error as { stdout: string; stderr: string });
  if (!ran.stdout.trim()) throw new Error(`${args.join(' ')} said nothing: ${ran.stderr}`);
  return JSON.parse(ran.stdout);
}

/** Ends the platform and removes its data; what does not end when asked is ended. */
async function stop(stateFolder: string): Promise<void> {
  const run = readRunFile(stateFolder);
  const family = run ? familyOf(run.launcherPid) : [];
  if (run) {
    await promisify(execFile)(NODE, [QUIET, 'tools/src/cli.ts', 'stop'], {
      cwd: ROOT,
      env: { ...process.env, ORBIQUANT_STATE: stateFolder },
    }).catch(() => family.forEach(({ pid }) => killed(pid)));
  }
  endOrphanDatabase(stateFolder);
  // a person who looks for a cause keeps the logs
  if (!process.env['E2E_KEEP']) rmSync(join(stateFolder, '..'), { recursive: true, force: true });
}

/** A launcher that was killed leaves its database behind. */
function endOrphanDatabase(stateFolder: string): void {
  const pidFile = join(stateFolder, 'postgres', 'postmaster.pid');
  if (existsSync(pidFile)) killed(Number(readFileSync(pidFile, 'utf8').split('\n')[0]));
}

function killed(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGKILL');
  } catch {
    return false; // it has ended by itself
  }
}
