import {
  addressOf,
  databaseUrl,
  loadSecrets,
  readRunFile,
  startOptions,
  urlAs,
  UsageError,
  type RunFile,
  type Secrets,
} from '@orbiquant/orchestration';
import type { ServiceRole } from '@orbiquant/database';

/** A running installation, as the commands need it. */
export type RunningInstallation = {
  run: RunFile;
  secrets: Secrets;
  ownerUrl: string;
  urlFor: (role: ServiceRole) => string;
  addressOf: (service: string) => string;
};

/** The installation that runs now. @throws UsageError when none does */
export function installationOf(): RunningInstallation {
  const { stateFolder } = startOptions([], process.env);
  const run = readRunFile(stateFolder);
  if (!run) throw new UsageError('Nothing runs here: start it with npm start (or npm start -- --detach) first.');
  const secrets = loadSecrets(stateFolder);
  const ownerUrl = databaseUrl(run.adminUrl, 'orbiquant_platform');
  return {
    run,
    secrets,
    ownerUrl,
    urlFor: (role) => urlAs(ownerUrl, `orbiquant_${role}`, secrets.rolePasswords[role]),
    addressOf: (service) => addressOf(service, run.portOffset),
  };
}
