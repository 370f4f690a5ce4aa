import type { ShopperBridgeOptions, StorageKind } from 'domain-bridge/slas';
import {
  createSqliteFlightStore,
  createSqliteKeptShopperStore,
  migrateBridge,
  openDatabase,
} from 'domain-bridge/sqlite';
import { systemClock } from '../shared/src/core/clock.ts';
import { bridgeOptions } from '../test/support/slas-world.ts';

/** Every storage that a bridge may have. */
export const STORAGES = ['cookies', 'httpOnly', 'server'] as const satisfies readonly StorageKind[];

/** Options of a bridge with a private client, whose stores are on SQLite. */
export function sqliteBridge(
  emulatorOrigin: string,
  storage: StorageKind,
  storeFile: string,
): Omit<ShopperBridgeOptions, 'secure'> {
  const db = openDatabase(storeFile);
  migrateBridge(db);
  return {
    ...bridgeOptions({ origin: emulatorOrigin, clock: systemClock }, 'private'),
    storage,
    stores: {
      flights: createSqliteFlightStore(db),
      shoppers: createSqliteKeptShopperStore(db),
    },
  };
}
