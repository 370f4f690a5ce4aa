import type { Clock } from '../core/clock.ts';
import type { Random } from '../core/random.ts';
import { createBrowserStorage } from './browser-storage.ts';
import type { CookieNaming } from './cookie-names.ts';
import type { KeptShopperStore } from './kept-shopper-store.ts';
import { createServerStorage } from './server-storage.ts';
import type { ShopperStorage, StorageKind } from './storage.ts';

/** What any of the three storages is made of. */
export interface ShopperStorageOptions {
  readonly kind: StorageKind;
  readonly naming: CookieNaming;
  /** Whether our own configured origin is https. */
  readonly secure: boolean;
  readonly clock: Clock;
  readonly random: Random;
  /** For `server`. */
  readonly store: KeptShopperStore | undefined;
}

/**
 * Makes the storage of a kind.
 *
 * @throws {TypeError} For `server` without a store, and on a site id that no name of a cookie takes.
 */
export function createShopperStorage(options: ShopperStorageOptions): ShopperStorage {
  const { kind, store, random, ...rest } = options;
  if (kind !== 'server') return createBrowserStorage({ ...rest, httpOnly: kind === 'httpOnly' });
  if (!store) throw new TypeError('"stores.shoppers" expected a store for the storage "server"');
  return createServerStorage({ ...rest, store, random });
}
