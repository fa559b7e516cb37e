import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' })
  .split('\n')
  .filter((file) => file !== '' && existsSync(file));
const sources = listed.filter((file) => /\.(ts|tsx)$/.test(file));
const isTest = (file: string): boolean => /\.(spec|int\.spec|typetest|bench)\.tsx?$|\/(testing|bench|e2e)\//.test(file);
const product = sources.filter((file) => !isTest(file));
const text = (file: string): string => readFileSync(file, 'utf8');
const manifest = (folder: string) => JSON.parse(text(`${folder}/package.json`)) as { nx: { tags: string[] } };
const libs = readdirSync('libs').filter((name) => existsSync(`libs/${name}/package.json`));
const domain = libs
  .filter((name) => manifest(`libs/${name}`).nx.tags.includes('type:domain'))
  .map((name) => `libs/${name}/`);

/** Files of a set that contain a pattern outside comments and strings of documentation. */
function offenders(files: readonly string[], pattern: RegExp): string[] {
  return files.filter((file) =>
    text(file)
      .split('\n')
      .some((line) => !/^\s*(\*|\/\/|\/\*)/.test(line) && pattern.test(line)),
  );
}
const inDomain = product.filter((file) => domain.some((folder) => file.startsWith(folder)));

describe('the house is tidy', () => {
  it('reads the environment only where settings are loaded, and where a command begins', () => {
    const allowed =
      /^(libs\/platform-config|orchestration|tools|libs\/testing|examples)\/|apps\/[^/]+\/(vite\.config|src\/main)\.ts$/;
    expect(offenders(product, /\bprocess\.env\b/).filter((file) => !allowed.test(file))).toEqual([]);
  });
  it('keeps clocks, randomness and timers out of the domain', () => {
    expect(offenders(inDomain, /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bsetTimeout\(|\bsetInterval\(/)).toEqual(
      [],
    );
  });
  it('has no console, any, double cast, parseFloat or unfinished promise in product code', () => {
    expect(
      offenders(
        product.filter((file) => !file.startsWith('examples/')),
        /\bconsole\.|:\s*any\b|\bas any\b|\bas unknown as\b|\bparseFloat\(|\bFIXME\b|\bTODO\b|@ts-ignore|eslint-disable/,
      ),
    ).toEqual([]);
  });
  it('turns an owed number into a float only in adapters', () => {
    const allowed =
      /^libs\/(signal|[a-z]+-ccxt|[a-z]+-onnx)\/|^apps\/(frontend|data-service|llm-agent|ml-engine|paper-exchange)\//;
    expect(offenders(product, /\.toNumber\(\)/).filter((file) => !allowed.test(file))).toEqual([]);
  });
  it('has a short README in each library that has code', () => {
    const withCode = libs.filter((name) => product.some((file) => file.startsWith(`libs/${name}/src/`)));
    const missing = withCode.filter(
      (name) => !existsSync(`libs/${name}/README.md`) || text(`libs/${name}/README.md`).trim().split('\n').length > 30,
    );
    expect(missing).toEqual([]);
  });
  it('names files in kebab-case', () => {
    expect(
      sources.filter((file) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)*\.tsx?$/.test(file.split('/').at(-1) ?? '')),
    ).toEqual([]);
  });
  it('switches no test off', () => {
    expect(
      offenders(
        sources.filter((file) => isTest(file) && file !== 'tools/tidy.spec.ts' && !file.startsWith('libs/testing/')),
        /\b(it|test|describe)\.(skip|only|todo)\b|\bx(it|describe)\(/,
      ),
    ).toEqual([]);
  });
  it('leaves no source file that nothing reaches', () => {
    const imported = new Set(
      sources.flatMap((file) =>
        [...text(file).matchAll(/from '(\.[^']+)'|import\('(\.[^']+)'\)|import '(\.[^']+)'/g)].map((match) =>
          resolved(file, match[1] ?? match[2] ?? match[3] ?? ''),
        ),
      ),
    );
    const roots =
      /(\/index\.ts|\/main\.tsx?|\.config\.ts|\.d\.ts|\.spec\.tsx?|\.e2e\.ts|\.typetest\.ts)$|^(orchestration\/src\/start|tools\/src\/(cli|check)|tools\/jest\/)|^examples\/|[-/]worker\.ts$/;
    expect(sources.filter((file) => !roots.test(file) && !imported.has(file) && !entryPoints().has(file))).toEqual([]);
  });
  it('holds no address of a registry or machine', () => {
    expect(text('package-lock.json')).not.toMatch(/"resolved": "http/);
    expect(text('.npmrc')).toContain('omit-lockfile-registry-resolved=true');
  });
});

function resolved(from: string, path: string): string {
  return new URL(path, `file:///${from}`).pathname.slice(1);
}

/** Files that package.json scripts and the manifest start by name. */
function entryPoints(): Set<string> {
  const named = [text('package.json'), text('orchestration/src/manifest.ts')].join('\n');
  return new Set([...named.matchAll(/(?:apps|tools|database|orchestration)\/[\w/.-]+\.ts/g)].map(([path]) => path));
}

/** Lints a text as if it stood in a file; the lines that the rule about syntax refuses. */
function linesRefused(file: string, source: string): number[] {
  const options = [
    '--stdin',
    '--stdin-filename',
    file,
    '--format',
    'json',
    '--rule',
    '@nx/enforce-module-boundaries: off',
  ];
  const { stdout } = spawnSync(process.execPath, ['node_modules/eslint/bin/eslint.js', ...options], {
    encoding: 'utf8',
    input: source,
  });
  const [report] = JSON.parse(stdout) as Array<{ messages: Array<{ ruleId: string; line: number }> }>;
  const lines = report?.messages.flatMap(({ ruleId, line }) => (ruleId === 'no-restricted-syntax' ? [line] : []));
  return [...new Set(lines)];
}

describe('work that waits', () => {
  const owes =
    'This is the first queue outside PostgreSQL. It owes what I8 and I9 of the failure catalogue ask: refuse to start unless ' +
    'the server says maxmemory-policy noeviction, derive all due work again from the rows after a FLUSHALL, and do nothing twice.';
  const queues =
    /^(redis|@redis\/.+|ioredis|bull|bullmq|bee-queue|agenda|amqplib|kafkajs|mqtt|nats|@nats-io\/.+|pg-boss|graphile-worker)$/;

  it('I9: stands in PostgreSQL alone: no source loads a client of Redis or of another queue', () => {
    const loads = /(?:\bfrom|\bimport|\brequire\()\s*\(?['"]([^'".][^'"]*)['"]/g;
    const offending = sources.flatMap((file) =>
      [...text(file).matchAll(loads)].flatMap(([, name = '']) =>
        queues.test(packageOf(name)) ? [`${file}: ${name}`] : [],
      ),
    );
    expect({ owes, offending }).toEqual({ owes, offending: [] });
  });
  it('I9: no workspace of ours asks for one, and no setting names one', () => {
    const manifests = listed.filter((file) => /^(apps|libs|tools|orchestration|database)\/.*package\.json$/.test(file));
    expect(manifests.length).toBeGreaterThan(50);
    const asked = manifests.flatMap((file) => {
      const {
        dependencies = {},
        devDependencies = {},
        peerDependencies = {},
      } = JSON.parse(text(file)) as Record<string, Record<string, string> | undefined>;
      return Object.keys({ ...dependencies, ...devDependencies, ...peerDependencies }).map(
        (name) => [file, name] as const,
      );
    });
    expect({ owes, asked: asked.filter(([, name]) => queues.test(name)) }).toEqual({ owes, asked: [] });
    expect({ owes, settings: offenders(product, /\bREDIS_|\brediss?:\/\//) }).toEqual({ owes, settings: [] });
  });
});

/** The package that an import names: `@scope/name` or `name`, without a path inside it. */
const packageOf = (name: string): string =>
  name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');

describe('the walls stand', () => {
  it('I5: lint refuses a statement outside a transaction manager in every store of money', () => {
    const source = [
      "import { inTransaction, singleStatement, type DataSource, type EntityManager } from '@orbiquant/platform-db';",
      'export const a = (db: DataSource): EntityManager => db.manager;',
      "export const b = (db: DataSource): Promise<unknown> => db.query('DELETE FROM x');",
      'export function c(source: DataSource): unknown {',
      '  const { manager } = source;',
      '  return manager;',
      '}',
      'export const d = { e: (id: string, db: DataSource): unknown => db.getRepository(id) };',
      "export const e = (db: DataSource): Promise<unknown> => db.transaction((tx) => tx.query('SELECT 1'));",
      "export const f = (db: DataSource): Promise<unknown> => singleStatement(db).query('SELECT 1');",
      "export const g = (tx: EntityManager): Promise<unknown> => inTransaction(tx).query('SELECT 1');",
      "export const h = (db: EntityManager): Promise<unknown> => db.query('SELECT 1');",
    ].join('\n');
    for (const store of ['ledger', 'payments', 'pamm', 'jobs', 'settlement'])
      expect(linesRefused(`libs/${store}-store/src/canary.ts`, source)).toEqual([2, 3, 4, 5, 8]);
  }, 60_000);
  it('lint refuses a domain library that imports an I/O package or an adapter', () => {
    const canary = 'libs/ledger/src/canary.ts';
    writeFileSync(
      canary,
      "import { Client } from 'pg';\nimport { userEntities } from '@orbiquant/identity-store';\n\nexport const canary = [Client, userEntities];\n",
    );
    try {
      const { status, stdout, stderr } = spawnSync(
        process.execPath,
        ['node_modules/nx/dist/bin/nx.js', 'lint', '@orbiquant/ledger', '--skip-nx-cache'],
        { encoding: 'utf8', env: { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false' } },
      );
      const said = `${stdout}${stderr}`;
      expect(status).not.toBe(0);
      expect(said).toMatch(/not allowed to import "pg"|"pg"/);
      expect(said).toMatch(/can only depend on libs tagged with/);
    } finally {
      rmSync(canary);
    }
  }, 120_000);
});
