import { AppError } from '@orbiquant/kernel';
import { UsageError } from './usage-error.ts';

type LabCommand = (args: string[], write: (line: string) => void) => Promise<number>;

/** Commands of the lab: over files, without a running platform. */
export const LAB_COMMANDS: Readonly<Record<string, LabCommand>> = {
  indicator: told(async () => (await import('./indicator-command.ts')).indicatorCommand),
  metrics: told(async () => (await import('./metrics-command.ts')).metricsCommand),
  backtest: told(async () => (await import('./backtest-command.ts')).backtestCommand),
  optimize: told(async () => (await import('./job-command.ts')).jobCommand('optimise')),
  'walk-forward': told(async () => (await import('./job-command.ts')).jobCommand('walk-forward')),
  montecarlo: told(async () => (await import('./job-command.ts')).jobCommand('monte-carlo')),
  robustness: told(async () => (await import('./job-command.ts')).jobCommand('robustness')),
  'leak-check': told(async () => (await import('./leak-check-command.ts')).leakCheckCommand),
};

/** What was asked wrongly is told with the fields that are wrong, and ends with 2. */
function told(load: () => Promise<LabCommand>): LabCommand {
  return async (args, write) => {
    try {
      return await (
        await load()
      )(args, write);
    } catch (error) {
      if (!(error instanceof UsageError) && !(error instanceof AppError)) throw error;
      const faults = error instanceof AppError ? (error.options.errors ?? []) : [];
      const lines = [error.message, ...faults.map(({ path, message }) => `  ${path}: ${message}`)];
      process.stderr.write(`${lines.join('\n')}\n`);
      return 2;
    }
  };
}
