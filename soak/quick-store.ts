import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningStore, startStore } from '../test/support/running-store.ts';

/**
 * Both servers as they always are, but for the time that they take to start again: they keep what their code compiles
 * to (`NODE_COMPILE_CACHE`), which a process writes when it ends in peace. So they have done that once.
 */
export async function startQuickStore(): Promise<RunningStore> {
  const code = mkdtempSync(join(tmpdir(), 'domain-bridge-code-'));
  const forget = (): void => rmSync(code, { recursive: true, force: true });
  try {
    const store = await startStore({ env: { LOG_LEVEL: 'silent', NODE_COMPILE_CACHE: code } });
    const startAgain = async (side: 'shopping' | 'checkout'): Promise<void> => {
      await store.end(side);
      await store.start(side);
    };
    await Promise.all([startAgain('shopping'), startAgain('checkout')]);
    return { ...store, close: () => store.close().finally(forget) };
  } catch (error) {
    forget();
    throw error;
  }
}
