import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import SQLite from 'better-sqlite3';

const WAIT_MILLISECONDS = 60_000;

/**
 * Runs `work` while no other process runs its own for the same directory.
 *
 * The lock is SQLite's: the kernel lets go of it with the process, so a killed start leaves none behind.
 *
 * @param dataDir Made if it is not there, readable by its owner alone.
 */
export async function withSetupLock<Result>(
  dataDir: string,
  work: () => Promise<Result>,
): Promise<Result> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const lock = new SQLite(join(dataDir, 'setup.lock'), { timeout: WAIT_MILLISECONDS });
  try {
    lock.exec('BEGIN EXCLUSIVE');
    const result = await work();
    lock.exec('COMMIT');
    return result;
  } finally {
    lock.close();
  }
}
