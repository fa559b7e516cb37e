import root from '../../jest.config.js';

/** The started stack, two at a time: each file starts its own on its own ports, so there is no database to prepare. */
export default {
  rootDir: '../..',
  testEnvironment: 'node',
  roots: ['<rootDir>/apps/e2e'],
  testMatch: ['**/*.e2e.ts'],
  extensionsToTreatAsEsm: root.extensionsToTreatAsEsm,
  transform: root.transform,
  testTimeout: 240_000,
  maxWorkers: 2,
};
