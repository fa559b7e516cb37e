import nx from '@nx/eslint-plugin';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/** I/O and platform packages: a domain library that imports one could not be replayed, simulated or run in a browser. */
const IO = [
  'fastify',
  'fastify-*',
  '@fastify/*',
  'typeorm',
  'pg',
  'pg-*',
  'redis',
  'ccxt',
  'onnxruntime-node',
  'ollama',
  'stripe',
  'ws',
  'socket.io*',
  'pino',
  'jose',
  'node:*',
  'fs',
  'path',
  'crypto',
  'http',
  'child_process',
];

const may = (sourceTag, targets, banned) => ({
  sourceTag,
  onlyDependOnLibsWithTags: targets,
  ...(banned ? { bannedExternalImports: banned } : {}),
});

const walls = {
  enforceBuildableLibDependency: false,
  allow: [],
  depConstraints: [
    may('type:kernel', [], IO),
    may('type:contract', ['type:kernel'], IO),
    may('type:domain', ['type:kernel', 'type:contract', 'type:domain', 'type:testing'], IO),
    may('type:adapter', ['type:kernel', 'type:contract', 'type:domain', 'type:platform', 'type:testing']),
    may('type:platform', ['type:kernel', 'type:contract', 'type:platform', 'type:testing']),
    may('type:testing', ['type:kernel', 'type:contract', 'type:database', 'type:testing']),
    may('type:database', ['type:kernel', 'type:contract', 'type:adapter', 'type:platform', 'type:testing']),
    may('type:orchestration', ['type:kernel', 'type:contract', 'type:platform', 'type:database', 'type:testing']),
    may('type:tools', ['*']),
    may('type:app', ['*']),
    may('runtime:any', ['runtime:any', 'type:testing']),
  ],
};

const house = {
  '@nx/enforce-module-boundaries': ['error', walls],
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
  '@typescript-eslint/consistent-type-imports': 'error',
  'no-console': 'error',
  'no-empty': ['error', { allowEmptyCatch: false }],
  'max-lines': ['error', { max: 300 }],
  'max-lines-per-function': ['error', { max: 50, skipBlankLines: true, skipComments: true }],
  'max-params': ['error', 3],
  complexity: ['error', 8],
  eqeqeq: 'error',
};

const inWhat = "take `tx` from the caller's transaction, or say singleStatement(db)";
const isDataSource = "[typeAnnotation.typeAnnotation.typeName.name='DataSource']";

/** Money is written inside a transaction that somebody began on purpose: the manager that everybody shares has none. */
const insideTransactions = [
  {
    selector: "MemberExpression[property.name='manager'], ObjectPattern > Property[key.name='manager']",
    message: `The global manager has no transaction: ${inWhat}.`,
  },
  {
    selector: `Identifier[name!='db']${isDataSource}`,
    message: 'A DataSource is called db, so that what is asked of it directly is seen.',
  },
  {
    selector: `:function:has(> Identifier${isDataSource}) CallExpression[callee.object.name='db'][callee.property.name=/^(query|getRepository|createQueryBuilder|createQueryRunner)$/]`,
    message: `A statement on a DataSource has no transaction: ${inWhat}.`,
  },
];
const MONEY_STORES = ['ledger-store', 'payments-store', 'pamm-store', 'jobs-store', 'settlement-store'];

export default tseslint.config(
  { ignores: ['**/node_modules/**', '**/dist/**', '.nx/**', '.orbiquant/**'] },
  {
    files: ['**/*.ts', '**/*.tsx'],
    languageOptions: { parser: tseslint.parser },
    plugins: { '@typescript-eslint': tseslint.plugin, '@nx': nx, 'react-hooks': reactHooks },
    rules: { ...house },
  },
  {
    files: ['**/*.spec.ts', '**/*.spec.tsx', '**/bench/**', '**/e2e/**', '**/testing/**'],
    rules: { 'max-lines-per-function': 'off', complexity: 'off', 'max-lines': 'off' },
  },
  {
    files: MONEY_STORES.map((name) => `libs/${name}/src/**/*.ts`),
    ignores: ['**/*.spec.ts', '**/testing/**'],
    rules: { 'no-restricted-syntax': ['error', ...insideTransactions] },
  },
  {
    files: ['apps/frontend/**/*.tsx', 'apps/frontend/**/*.ts'],
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
);
