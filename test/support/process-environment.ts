const { PATH = '', NODE_COMPILE_CACHE } = process.env;

/**
 * What a process that a test starts is told besides what the test says: where programs are, and where Node keeps what
 * it has compiled already (`jest.config.js`). Nothing else of the environment of the tests reaches it.
 */
export const PROCESS_ENVIRONMENT: Readonly<Record<string, string>> = {
  PATH,
  ...(NODE_COMPILE_CACHE !== undefined && { NODE_COMPILE_CACHE }),
};
