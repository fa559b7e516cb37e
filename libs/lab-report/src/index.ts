export * from './report.ts';
export * from './report-of.ts';
