import {
  createSqliteAuditTrail,
  createSqliteDeliveryStore,
  createSqliteEpochStore,
  createSqliteFeedStore,
  createSqliteIncarnation,
  createSqliteInvalidationSweep,
  createSqliteInvalidator,
  createSqliteOrderedDotStore,
  createSqliteParkedStore,
  createSqliteReplayStore,
  createSqliteSessionStore,
  createSqliteStateStore,
  type Database,
  migrate,
  migrateBridge,
} from 'domain-bridge/sqlite';
import { accountMigrations } from '../accounts/migrations.ts';
import { createResetTokenStore } from '../accounts/reset-token-store.ts';
import { createUserChanges } from '../accounts/user-changes.ts';
import { createUserSearch } from '../accounts/user-search.ts';
import { createUserStore } from '../accounts/user-store.ts';
import { createMailOutbox } from '../mail/mail-outbox.ts';
import { orderMigrations } from '../orders/migrations.ts';
import { createOrderStore } from '../orders/order-store.ts';
import { createSettlementOutbox } from '../orders/settlement-outbox.ts';
import { settingsMigrations } from './settings.ts';

/** Every store of the checkout domain, all on one database. */
export type CheckoutStore = ReturnType<typeof createCheckoutStore>;

/**
 * Brings the tables up to date and opens the stores.
 *
 * @param options.clock Epoch milliseconds; epochs are made of it. Default: the system's.
 */
export function createCheckoutStore(
  db: Database,
  { clock = Date.now }: { readonly clock?: () => number } = {},
) {
  migrateBridge(db);
  migrate(db, 'settings', settingsMigrations);
  migrate(db, 'accounts', accountMigrations);
  migrate(db, 'orders', orderMigrations);
  return {
    bridge: {
      states: createSqliteStateStore(db),
      replays: createSqliteReplayStore(db),
      parked: createSqliteParkedStore(db),
      sessions: createSqliteSessionStore(db),
      epochs: createSqliteEpochStore(db),
      ordered: createSqliteOrderedDotStore(db),
      invalidator: createSqliteInvalidator(db, { clock }),
      incarnation: createSqliteIncarnation(db),
    },
    feed: createSqliteFeedStore(db, { clock }),
    deliveries: createSqliteDeliveryStore(db),
    audit: createSqliteAuditTrail(db, { clock }),
    invalidationSweep: createSqliteInvalidationSweep(db),
    users: createUserStore(db, { clock }),
    changes: createUserChanges(db, { clock }),
    search: createUserSearch(db),
    resetTokens: createResetTokenStore(db),
    mailOutbox: createMailOutbox(db),
    orders: createOrderStore(db),
    settlements: createSettlementOutbox(db),
  };
}
