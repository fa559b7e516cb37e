export * from './compile/compile-rules.ts';
export * from './describe/describe-rules.ts';
export * from './diff-rules.ts';
export * from './examples/index.ts';
export * from './language/rule-limits.ts';
export { Rules } from './language/rules.ts';
export * from './parse-rules.ts';
export * from './rule-digest.ts';
