import { importCommand } from './import-command.ts';
import type { DataCommand } from './data-command.ts';

export type { DataCommand, DataCommandDeps } from './data-command.ts';

/** The commands of `npm run cli -- data NAME`. */
export const dataCommands: Record<string, DataCommand> = {
  import: importCommand,
};
