import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/** A row of the failure catalogue and the tests that are named after it. */
export type CoveredRow = { id: string; tests: Array<{ file: string; name: string }> };

/** A name of a test that begins with rows: `X1: ...` anywhere, `X1 ...` right after the word that makes it a test. */
const NAMED = /(['"`])((?:[MDXPNWIAHLS]\d+(?:, | )?)+): (.*?)\1/g;
const NAMED_BARE =
  /\bit(?:\.each\([^()]*\))?\(\s*(['"`])((?:[MDXPNWIAHLS]\d+(?:, | and | ))*[MDXPNWIAHLS]\d+) (?![MDXPNWIAHLS]\d+\b)(.*?)\1/g;
const FILES = ['*.spec.ts', '*.spec.tsx', '*.e2e.ts'];

/** Every row that a test of the project is named after, in the catalogue's order. */
export function coveredRows(): CoveredRow[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '--', ...FILES], {
    encoding: 'utf8',
  });
  const rows = new Map<string, CoveredRow>();
  for (const file of listed.split('\n').filter((name) => name !== '' && existsSync(name))) {
    const text = readFileSync(file, 'utf8');
    for (const [, , ids = '', name = ''] of [...text.matchAll(NAMED), ...text.matchAll(NAMED_BARE)]) {
      for (const id of ids.trim().split(/, | and | /))
        rows.set(id, { id, tests: [...(rows.get(id)?.tests ?? []), { file, name }] });
    }
  }
  return [...rows.values()].sort((a, b) => rank(a.id) - rank(b.id));
}

const AREAS = 'MDXPNWIAHLS';
const rank = (id: string): number => AREAS.indexOf(id[0] ?? '') * 1000 + Number(id.slice(1));

const HEAD = `# Reliability

What must happen when things go wrong, row by row of the failure catalogue, and the tests that show it. Made from the
names of the tests: \`npm run -s cli -- reliability > docs/reliability.md\`; a test holds it up to date. Rows: M market data,
D decisions, X orders, P positions, N pool, W withdrawals, I infrastructure, A access, H hostile requests, L copilot.

Limits, said plainly: a simulation shows that a defect is there, not that none is. The paper exchange, the Stripe emulator and the
other stand-ins encode our reading of the protocols. What a test runs in small is run in full by a command: \`npm run sim -- money\`
(200,000 worlds), \`npm run sim -- database\` (every failpoint, 100,000 withdrawals at once), \`npm run sim -- copilot\`.
A row that is not in the table has no test yet. What is not there is held to stay away: we trade spot, so P2 is shown on the settlement's channels, where funding, interest and rebates would
arrive; Redis is not used, so I8 is shown without any queue at all, and the tests of I9 refuse the first one and say what it owes.
I7 needs the right to mount a file system in memory; without it, and outside CI, its test is skipped with a message.
`;

/** The page that maps rows to tests. */
export function reliabilityPage(): string {
  const lines = coveredRows().flatMap(({ id, tests }) =>
    tests.map(({ file, name }) => `| ${id} | ${name.replaceAll('|', '\\|')} | \`${file}\` |`),
  );
  return [HEAD, '| row | what holds | test |', '|---|---|---|', ...lines, ''].join('\n');
}
