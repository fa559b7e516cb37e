// Starts the service that the image was built for, or asks it whether it lives.
const ENTRIES = { frontend: '../apps/frontend/server/main.ts' };

if (process.argv.includes('--health')) {
  const answer = await fetch(`http://127.0.0.1:${process.env.HTTP_PORT}/health/live`).catch(() => null);
  process.exit(answer?.ok ? 0 : 1);
}
await import(ENTRIES[process.env.APP] ?? `../apps/${process.env.APP}/src/main.ts`);
