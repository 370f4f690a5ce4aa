import { fileURLToPath } from 'node:url';

// Tests start servers some hundred times: Node takes their sources from here, once it has stripped the types and compiled.
process.env.NODE_COMPILE_CACHE ??= fileURLToPath(
  new URL('node_modules/.cache/compiled', import.meta.url),
);

/** @type {import('jest').Config} */
export default {
  testMatch: ['<rootDir>/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '/.data/'],
  modulePathIgnorePatterns: ['/dist/'],
  maxWorkers: '100%',
  // Not a bound on speed: it only ends a test that hangs.
  testTimeout: 300_000,
  // Nothing keeps a worker: it lets go of the modules of hundreds of suites, which takes longer than the usual half second.
  workerGracefulExitTimeout: 30_000,
  extensionsToTreatAsEsm: ['.ts'],
  testEnvironmentOptions: {
    customExportConditions: ['@domain-bridge/source', 'node', 'node-addons'],
  },
  transform: {
    '\\.ts$': [
      '@swc/jest',
      {
        jsc: { target: 'es2024', parser: { syntax: 'typescript' } },
        module: { type: 'nodenext' },
      },
    ],
  },
};
