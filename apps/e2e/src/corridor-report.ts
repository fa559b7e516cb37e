import type { Stack } from './stack.ts';

type Check = { counted: Record<string, number | string>; differences: Array<{ what: string }> };

/** What `corridor verify --json` prints. */
export type CorridorReport = {
  differences: number;
  agents: Array<{ agentId: string; checks: Record<string, Check> }>;
  ledger: Check;
};

/** Walks the corridor; every difference found, in words. */
export async function verifyCorridor(stack: Stack): Promise<{ report: CorridorReport; differences: string[] }> {
  const report = (await stack.cli(['corridor', 'verify', '--json'])) as CorridorReport;
  const checks = [report.ledger, ...report.agents.flatMap((agent) => Object.values(agent.checks))];
  return { report, differences: checks.flatMap(({ differences }) => differences.map(({ what }) => what)) };
}
