import type { DataCommand } from './data-command.ts';
import { exportCommand } from './export-command.ts';
import { fetchCommand } from './fetch-command.ts';
import { gapsCommand } from './gaps-command.ts';
import { importCommand } from './import-command.ts';
import { resampleCommand } from './resample-command.ts';
import { verifyCommand } from './verify-command.ts';

export type { DataCommand, DataCommandDeps } from './data-command.ts';

/** The commands of `npm run cli -- data NAME`. */
export const dataCommands: Record<string, DataCommand> = {
  import: importCommand,
  verify: verifyCommand,
  gaps: gapsCommand,
  export: exportCommand,
  resample: resampleCommand,
  fetch: fetchCommand,
};
