export * from './report-file.ts';
