import root from '../../jest.config.js';

/** The started stack, one at a time: each file starts its own, so there is no database to prepare. */
export default {
  rootDir: '../..',
  testEnvironment: 'node',
  roots: ['<rootDir>/apps/e2e'],
  testMatch: ['**/*.e2e.ts'],
  extensionsToTreatAsEsm: root.extensionsToTreatAsEsm,
  transform: root.transform,
  testTimeout: 240_000,
  maxWorkers: 1,
};
