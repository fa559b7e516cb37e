export * from './load-config.ts';
export * from './fragments.ts';
export * from './code-version.ts';
