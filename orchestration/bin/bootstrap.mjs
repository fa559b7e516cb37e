// Runs on whatever Node the machine has: checks it, installs once, then hands over to the project's own Node.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const NODE_MIN = 20;

function fail(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

function installIfNeeded() {
  const lock = join(ROOT, 'package-lock.json');
  const installed = join(ROOT, 'node_modules', '.package-lock.json');
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return;
  process.stderr.write('Installing packages (a few minutes, once) ...\n');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const { status, error } = spawnSync(npm, ['ci', '--loglevel=error'], {
    cwd: ROOT,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (status !== 0)
    fail(
      `The packages could not be installed${error ? ` (${error.message})` : ''}. Mend what npm says above, then run the same command again.`,
    );
}

function projectNode() {
  const binary = join(ROOT, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (!existsSync(binary))
    fail(
      'The project brings its own Node.js, and it is not there. Remove node_modules and run the same command again.',
    );
  return binary;
}

/** Runs a TypeScript file of the project with the project's Node, signals and exit code passed through. */
export function run(script, args, { ownGroup = false } = {}) {
  if (Number(process.versions.node.split('.')[0]) < NODE_MIN)
    fail(
      `Node.js ${process.versions.node} is too old: install version ${NODE_MIN} or newer (this project then brings its own).`,
    );
  installIfNeeded();
  // In a group of its own, a Ctrl-C reaches only this process, which passes it on: the launcher then stops its services
  // in order instead of the terminal stopping all of them, and the database, at once.
  const child = spawn(projectNode(), ['--disable-warning=ExperimentalWarning', join(ROOT, script), ...args], {
    cwd: ROOT,
    stdio: 'inherit',
    detached: ownGroup && process.platform !== 'win32',
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(signal ? 1 : code));
}
