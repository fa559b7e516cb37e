import { cpus } from 'node:os';
import { failpointRuns } from './failpoint-runs.ts';
import { hotWithdrawals, type HotWithdrawals } from './hot-withdrawals.ts';
import { inPlace } from './place.ts';

const ATTEMPTS = 100_000;

/** What the simulation has seen; no faults, one hopes. */
export type DatabaseSim = {
  machine: { cores: number; node: string };
  seconds: number;
  failpoints: { runs: number; unreached: string[]; faults: string[] };
  hot: HotWithdrawals | null;
};

/**
 * The money core on a real PostgreSQL with real processes: every point at which it may fail, each way of failing; and 64
 * clients at once on a few wallets. `--attempts N` sets how many requests those make, `--only failpoints|hot` leaves one out.
 */
export async function databaseSim(args: readonly string[], tell: (line: string) => void): Promise<DatabaseSim> {
  const attempts = Number(valueOf(args, '--attempts') ?? ATTEMPTS);
  const only = valueOf(args, '--only');
  const startedMs = performance.now();
  const failpoints = only === 'hot' ? [] : await inPlace((place) => failpointRuns(place, tell));
  const hot = only === 'failpoints' ? null : await inPlace((place) => hotWithdrawals(place, attempts));
  return {
    machine: { cores: cpus().length, node: process.version },
    seconds: Math.round((performance.now() - startedMs) / 1_000),
    failpoints: {
      runs: failpoints.length,
      unreached: failpoints.filter(({ reached }) => !reached).map(({ failure }) => failure),
      faults: failpoints.flatMap(({ failure, faults }) => faults.map((fault) => `${failure}: ${fault}`)),
    },
    hot,
  };
}

function valueOf(args: readonly string[], name: string): string | undefined {
  const at = args.indexOf(name);
  return at < 0 ? undefined : args[at + 1];
}
