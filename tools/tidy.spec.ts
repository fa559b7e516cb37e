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

describe('the walls stand', () => {
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
