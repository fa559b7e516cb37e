import { run as runStatus, runReset, runStop } from './platform-commands.ts';
import { composeFile } from '@orbiquant/orchestration';
import { installationOf } from './installation.ts';

/** A command of `npm run cli --`: its arguments in, its exit code out. */
type Command = { usage: string; run: (args: string[]) => Promise<number> };

const write = (line: string): void => void process.stdout.write(`${line}\n`);

const COMMANDS: Record<string, Command> = {
  status: {
    usage: 'status [--json]                       what runs and whether it is ready',
    run: (args) => runStatus(args, write),
  },
  stop: { usage: 'stop                                  stops a detached platform', run: () => runStop(write) },
  reset: {
    usage: 'reset [--yes]                         removes the data and secrets of this installation',
    run: (args) => runReset(args, write),
  },
  data: { usage: 'data COMMAND ...                      import, verify, gaps, export, resample, fetch', run: runData },
  corridor: {
    usage: 'corridor verify [--json]              compares fills, positions, NAV, ledger and the venue',
    run: runCorridor,
  },
  compose: {
    usage: 'compose                               the compose file, made from the manifest',
    run: async () => {
      write(composeFile().trimEnd());
      return 0;
    },
  },
  reliability: {
    usage: 'reliability                           the page that maps failure rows to tests',
    run: async () => {
      const { reliabilityPage } = await import('./reliability.ts');
      write(reliabilityPage().trimEnd());
      return 0;
    },
  },
  ...labCommand('indicator', 'indicator NAME --params JSON --in FILE    columns of an indicator over a candle file'),
  ...labCommand('metrics', 'metrics --in RETURNS [--periods-per-year N]  measures of a series of returns'),
  ...labCommand('backtest', 'backtest --strategy NAME --in FILE...  what a strategy would have made of candles'),
  ...labCommand('optimize', 'optimize --strategy NAME --ranges JSON --in FILE...  searches parameters'),
  ...labCommand('walk-forward', 'walk-forward --strategy NAME --ranges JSON --in FILE...  optimises window by window'),
  ...labCommand('montecarlo', 'montecarlo --strategy NAME --in FILE...  what luck could have made of it'),
  ...labCommand('robustness', 'robustness --strategy NAME --in FILE...  costs, noise, neighbours, other times'),
  ...labCommand('leak-check', 'leak-check --strategy FILE            whether a strategy sees the future'),
  bench: { usage: 'bench NAME [--json]                   corridor, distribution, ledger, quant', run: runBench },
  audit: {
    usage: 'audit verify [--json]                 recomputes ledger, units and proofs; names the first altered row',
    run: async (args) => {
      const { runAudit } = await import('./pool/index.ts');
      return runAudit(args, installationOf().ownerUrl, write);
    },
  },
  proof: {
    usage: 'proof verify --in FILE [--json]       whether a proof puts a balance into the published root',
    run: async (args) => {
      const { runProof } = await import('./pool/index.ts');
      return runProof(args, write);
    },
  },
  ...jobsCommand('job', 'job NAME [--date YYYY-MM-DD] [--json]  runs a job by hand'),
  ...jobsCommand('settlement', 'settlement show --date D [--format F]  the settlement report of a day'),
  sim: {
    usage: 'sim NAME [--json]                     money, pools, database, copilot: worlds in which things go wrong',
    run: runSim,
  },
};

/** A command of the back office: loaded when it is asked for. */
function jobsCommand(name: 'job' | 'settlement', usage: string): Record<string, Command> {
  const run = async (args: string[]): Promise<number> => {
    const { JOBS_COMMANDS } = await import('./jobs/index.ts');
    return JOBS_COMMANDS[name](args, write);
  };
  return { [name]: { usage, run } };
}

/** A command of the lab: loaded when it is asked for. */
function labCommand(name: string, usage: string): Record<string, Command> {
  const run = async (args: string[]): Promise<number> => {
    const { LAB_COMMANDS } = await import('./lab/index.ts');
    return LAB_COMMANDS[name]!(args, write);
  };
  return { [name]: { usage, run } };
}

async function runData([name = '', ...args]: string[]): Promise<number> {
  const { dataCommands } = await import('@orbiquant/data-service');
  const command = dataCommands[name];
  if (!command) return misuse(`data has the commands ${Object.keys(dataCommands).join(', ')}`);
  return command(args, { databaseUrl: installationOf().urlFor('data_service'), write });
}

async function runCorridor([name, ...args]: string[]): Promise<number> {
  if (name !== 'verify') return misuse('corridor has the command verify');
  const { runVerify } = await import('./corridor/verify.ts');
  return runVerify(installationOf(), { json: args.includes('--json'), write });
}

async function runSim([name, ...args]: string[]): Promise<number> {
  const { SIM_COMMANDS } = await import('./sim/index.ts');
  const command = SIM_COMMANDS[name ?? ''];
  if (!command) return misuse(`sim has ${Object.keys(SIM_COMMANDS).join(', ')}`);
  return command(args, write);
}

async function runBench([name, ...args]: string[]): Promise<number> {
  const { BENCHES } = await import('./bench/index.ts');
  const bench = BENCHES[name ?? ''];
  if (!bench) return misuse(`bench has ${Object.keys(BENCHES).join(', ')}`);
  const result = await bench(args);
  write(JSON.stringify(result, null, args.includes('--json') ? undefined : 2));
  return 0;
}

function misuse(sentence: string): number {
  process.stderr.write(`${sentence}\n`);
  return 2;
}

// whoever reads may stop reading
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

async function main(): Promise<number> {
  const [name = '', ...args] = process.argv.slice(2);
  const command = COMMANDS[name];
  if (!command)
    return misuse(
      `npm run cli -- COMMAND\n${Object.values(COMMANDS)
        .map(({ usage }) => `  ${usage}`)
        .join('\n')}`,
    );
  return command.run(args);
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
