import { run } from './bootstrap.mjs';

run('tools/src/cli.ts', ['stop', ...process.argv.slice(2)]);
