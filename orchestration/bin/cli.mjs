import { run } from './bootstrap.mjs';

run('tools/src/cli.ts', process.argv.slice(2));
