/** A command of `npm run sim --`: its arguments in, its exit code out. */
export type SimCommand = (args: string[], write: (line: string) => void) => Promise<number>;

/** Simulations by name: loaded when they are asked for. */
export const SIM_COMMANDS: Readonly<Record<string, SimCommand>> = {
  pools: async (args, write) => {
    const { checkHistory } = await import('@orbiquant/pamm/testing');
    const histories = Number(args[args.indexOf('--histories') + 1]) || 100_000;
    const startedMs = performance.now();
    const counts = { events: 0, strikes: 0, totalLosses: 0, gated: 0, fees: 0 };
    const violations: Array<{ seed: string; violation: string }> = [];
    for (let at = 1; at <= histories; at++) {
      const { seed, violation, ...counted } = checkHistory(`${at}`);
      for (const name of Object.keys(counts) as Array<keyof typeof counts>) counts[name] += counted[name];
      if (violation) violations.push({ seed, violation });
    }
    const seconds = Math.round((performance.now() - startedMs) / 1_000);
    write(JSON.stringify({ histories, ...counts, violations, seconds }));
    return violations.length === 0 ? 0 : 1;
  },
  copilot: async (args, write) => {
    const { checkScripts } = await import('@orbiquant/copilot/testing');
    const runs = Number(args[args.indexOf('--runs') + 1] ?? 100_000) || 100_000;
    await checkScripts({ runs, seed: 1 });
    write(JSON.stringify({ scripts: runs, thrown: 0 }));
    return 0;
  },
  database: async (args, write) => {
    const { databaseSim } = await import('./database/database-sim.ts');
    const isJson = args.includes('--json');
    const result = await databaseSim(args, (line) => (isJson ? undefined : write(line)));
    write(JSON.stringify(result, null, isJson ? undefined : 2));
    const { failpoints, hot } = result;
    return failpoints.faults.length === 0 && (hot === null || hot.surfaced + hot.overdrafts === 0) ? 0 : 1;
  },
  money: async (args, write) => (await import('./money-command.ts')).moneyCommand(args, write),
};
