import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a step found. */
type Tally = { passed: number; failed: number; skipped: number };
type Step = { name: string; run: () => Promise<Tally> };

const NODE = process.execPath;
const OUT = mkdtempSync(join(tmpdir(), 'orbiquant-check-'));
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const bin = (path: string): string => join('node_modules', path);

/** Runs a program of the project to its end; its output is the reader's. */
function run(args: readonly string[], env: Record<string, string> = {}): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(NODE, args, {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false', ...env },
    });
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

/** A step that holds or does not. */
const single = (name: string, args: readonly string[]): Step => ({
  name,
  run: async () =>
    (await run(args)) === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 },
});

/** A Jest run, its tests counted one by one; a run that dies without a report has failed. */
function jest(name: string, config: string, env: Record<string, string> = {}): Step {
  const report = join(OUT, `${name.replaceAll(' ', '-')}.json`);
  const args = [
    '--disable-warning=ExperimentalWarning',
    '--experimental-vm-modules',
    bin('jest/bin/jest.js'),
    '--config',
    config,
    '--json',
    '--outputFile',
    report,
    '--reporters',
    './tools/jest/quiet-reporter.js',
  ];
  return { name, run: async () => counted(await run(args, env), report) };
}

type Report = { numPassedTests: number; numFailedTests: number; numPendingTests: number; numFailedTestSuites: number };

function counted(code: number, report: string): Tally {
  if (!existsSync(report)) return { passed: 0, failed: 1, skipped: 0 };
  const { numPassedTests, numFailedTests, numPendingTests, numFailedTestSuites } = JSON.parse(
    readFileSync(report, 'utf8'),
  ) as Report;
  // a file that could not even be loaded has no failed tests, and is a failure all the same
  const failed = numFailedTests || numFailedTestSuites || (code === 0 ? 0 : 1);
  return { passed: numPassedTests, failed, skipped: numPendingTests };
}

/** Steps that need one core each, at the same time. */
const together = (name: string, steps: readonly Step[]): Step => ({
  name,
  run: async () => {
    const tallies = await Promise.all(steps.map((step) => step.run()));
    return tallies.reduce((sum, { passed, failed, skipped }) => ({
      passed: sum.passed + passed,
      failed: sum.failed + failed,
      skipped: sum.skipped + skipped,
    }));
  },
});

const STATIC: Record<string, Step> = {
  format: single('format', [bin('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.']),
  types: single('types', [bin('typescript/bin/tsc'), '--noEmit', '-p', 'tsconfig.json']),
  'types of the front end': single('types of the front end', [
    bin('typescript/bin/tsc'),
    '--noEmit',
    '-p',
    'apps/frontend/tsconfig.json',
  ]),
  // one process over all projects: the same rules as `nx lint` of each, in half the time. The walls are read from the graph
  'graph of projects': single('graph of projects', [
    bin('nx/dist/bin/nx.js'),
    'graph',
    '--file',
    join(OUT, 'graph.json'),
  ]),
};

const STEPS: Record<string, Step> = {
  'format, types, projects': together('format, types, projects', Object.values(STATIC)),
  lint: single('lint', [bin('eslint/bin/eslint.js'), '.', '--concurrency', '2', '--max-warnings', '0']),
  tests: jest('tests', 'jest.config.js'),
  'end to end': jest('end to end', 'apps/e2e/jest.config.js'),
};

async function main(): Promise<number> {
  const wanted = process.argv.slice(2);
  const steps =
    wanted.length === 0
      ? Object.entries(STEPS)
      : Object.entries({ ...STATIC, ...STEPS }).filter(([name]) => wanted.includes(name));
  const total: Tally = { passed: 0, failed: 0, skipped: 0 };
  for (const [name, step] of steps) {
    const startedMs = performance.now();
    const tally = await step.run();
    for (const key of ['passed', 'failed', 'skipped'] as const) total[key] += tally[key];
    say(
      `${tally.failed === 0 ? 'ok  ' : 'FAIL'} ${name}: ${tally.passed} passed, ${tally.failed} failed, ${tally.skipped} skipped, ${((performance.now() - startedMs) / 1000).toFixed(0)} s`,
    );
  }
  say(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
  return total.failed === 0 ? 0 : 1;
}

process.exit(await main());
