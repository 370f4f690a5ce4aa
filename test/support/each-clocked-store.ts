import { afterEach, beforeEach } from '@jest/globals';
import { type ClockedStore, startClockedStore } from './clocked-store.ts';

/** Gives every test of the surrounding block a demo store of its own; call the answer to get at it. */
export function eachClockedStore(
  environment: Readonly<Record<string, string>> = {},
): () => ClockedStore {
  let store: ClockedStore | undefined;
  beforeEach(async () => {
    store = await startClockedStore(environment);
  });
  afterEach(() => store?.close());
  return () => {
    if (!store) throw new Error('a store exists within a test only');
    return store;
  };
}
