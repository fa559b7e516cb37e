export * from './leak-check.ts';
export * from './leak-gate.ts';
export * from './leak-report.ts';
export * from './leak-subject.ts';
export * from './probe-bars.ts';
