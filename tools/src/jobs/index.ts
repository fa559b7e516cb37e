import { AppError } from '@orbiquant/kernel';
import { UsageError } from '@orbiquant/orchestration';
import { installationOf, type RunningInstallation } from '../installation.ts';
import { jobCommand } from './job-command.ts';
import { settlementCommand } from './settlement-command.ts';

type Write = (line: string) => void;
type JobsCommand = (args: string[], write: Write) => Promise<number>;

/** Commands about jobs and settlements, on the running platform. */
export const JOBS_COMMANDS: Readonly<Record<'job' | 'settlement', JobsCommand>> = {
  job: told(jobCommand),
  settlement: told(settlementCommand),
};

/** What was asked wrongly is told with the fields that are wrong, and ends with 2. */
function told(
  command: (installation: RunningInstallation, args: string[], write: Write) => Promise<number>,
): JobsCommand {
  return async (args, write) => {
    try {
      return await command(installationOf(), args, write);
    } catch (error) {
      const isMisuse =
        error instanceof UsageError || error instanceof AppError || /^ERR_PARSE_ARGS/.test(codeOf(error));
      if (!isMisuse) throw error;
      const faults = error instanceof AppError ? (error.options.errors ?? []) : [];
      const lines = [(error as Error).message, ...faults.map(({ path, message }) => `  ${path}: ${message}`)];
      process.stderr.write(`${lines.join('\n')}\n`);
      return 2;
    }
  };
}

const codeOf = (error: unknown): string => String((error as { code?: unknown })?.code ?? '');
