import { run } from './bootstrap.mjs';

run('orchestration/src/start.ts', process.argv.slice(2), { ownGroup: true });
