import { join } from 'node:path';
import { openDatabase } from 'domain-bridge/sqlite';
import { until } from './known-shopper.ts';
import type { RunningStore } from './running-store.ts';

/**
 * Waits until the shop has heard from checkout for the first time: before, it believes nobody, and it opens without
 * having heard where checkout takes longer to start.
 */
export async function untilHeard({ dataDir }: Pick<RunningStore, 'dataDir'>): Promise<void> {
  const db = openDatabase(join(dataDir, 'shopping.db'));
  const cursor = db.prepare('SELECT 1 FROM peer_cursor');
  await until(() => cursor.get() !== undefined);
  db.close();
}
