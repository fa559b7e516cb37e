import { startOptions, UsageError, type StartOptions } from './arguments.ts';
import { startDetached } from './detach.ts';
import { launch } from './launch.ts';
import { settledMarket } from './market-choice.ts';
import { preflight } from './preflight.ts';
import { readRunFile } from './run-file.ts';
import { loadSecrets } from './secrets.ts';
import { welcome } from './welcome.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function main(): Promise<void> {
  const args = process.argv.slice(2);
  const options = startOptions(args, process.env);
  const externalDatabaseUrl = process.env['ORBIQUANT_DATABASE_URL'] ?? null;
  if (readRunFile(options.stateFolder))
    throw new UsageError('It runs already: npm run status shows it, npm stop ends it.');
  await preflight(options, externalDatabaseUrl !== null);
  const settled = settledMarket(options);
  if (options.detach) await inBackground(settled, args, externalDatabaseUrl);
  else await inForeground(settled, externalDatabaseUrl);
}

async function inBackground(options: StartOptions, args: readonly string[], externalUrl: string | null): Promise<void> {
  const startedAtMs = Date.now();
  await startDetached(options, args);
  const adminUrl = readRunFile(options.stateFolder)?.adminUrl ?? 'postgres://127.0.0.1';
  const installation = { options, secrets: loadSecrets(options.stateFolder), adminUrl };
  say(welcome(installation, { external: externalUrl !== null, tookMs: Date.now() - startedAtMs }));
}

async function inForeground(options: StartOptions, externalDatabaseUrl: string | null): Promise<void> {
  const startedAtMs = Date.now();
  const early = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    // The embedded database's library would stop it, and this process, at once; the services come first.
    process.removeAllListeners(signal);
    // `on`, not `once`: a second Ctrl-C must not cut the orderly end short
    process.on(signal, () => early.abort());
  }
  say('Starting OrbiQuant IA ...');
  const platform = await launch(options, { externalDatabaseUrl, say, signal: early.signal });
  const external = externalDatabaseUrl !== null;
  say(welcome(platform.installation, { external, tookMs: Date.now() - startedAtMs }));
  if (!early.signal.aborted)
    await new Promise<void>((resolve) => early.signal.addEventListener('abort', () => resolve(), { once: true }));
  say('Stopping ...');
  await platform.stop();
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
