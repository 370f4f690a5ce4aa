import type { Role } from '../../shared/src/crypto/direction.ts';
import { createKeyring } from '../../shared/src/crypto/keyring.ts';
import { createParts } from '../../shared/src/flows/create-parts.ts';
import type { BridgeParts } from '../../shared/src/flows/parts.ts';
import { createMemoryOrderedDotStore } from '../../shared/src/memory/ordered-dot-store.ts';
import { createMemoryReplayStore } from '../../shared/src/memory/replay-store.ts';
import { createMemorySessions } from '../../shared/src/memory/session-store.ts';
import { createMemoryStateStore } from '../../shared/src/memory/state-store.ts';
import type { Database } from '../../shared/src/sqlite/database.ts';
import { createSqliteEpochStore } from '../../shared/src/sqlite/epoch-store.ts';
import { createSqliteOrderedDotStore } from '../../shared/src/sqlite/ordered-dot-store.ts';
import { createSqliteReplayStore } from '../../shared/src/sqlite/replay-store.ts';
import { createSqliteSessionStore } from '../../shared/src/sqlite/session-store.ts';
import { createSqliteStateStore } from '../../shared/src/sqlite/state-store.ts';
import { AccountReplica } from '../../shared/src/state/account-replica.ts';
import { createSeededRandom } from '../support/seeded-random.ts';
import { createTestClock, type TestClock } from '../support/test-clock.ts';
import { DotLedger, type WatchedStore, watchStore } from './dot-ledger.ts';

/** The stores of one domain on whatever engine. */
export type Engine = (role: Role) => ReturnType<typeof memoryEngine>;

/** Both domains of a store, without servers: the flows on real replicas, sealers and stores. */
export interface SplitStore {
  readonly clock: TestClock;
  readonly parts: Readonly<Record<Role, BridgeParts>>;
  readonly states: Readonly<Record<Role, WatchedStore>>;
}

/** Stores in memory. */
export function memoryEngine() {
  return {
    states: createMemoryStateStore(),
    replays: createMemoryReplayStore(),
    ordered: createMemoryOrderedDotStore(),
    ...createMemorySessions(),
  };
}

/** Stores on a database. */
export function sqliteEngine(db: Database): ReturnType<typeof memoryEngine> {
  return {
    states: createSqliteStateStore(db),
    replays: createSqliteReplayStore(db),
    ordered: createSqliteOrderedDotStore(db),
    sessions: createSqliteSessionStore(db),
    epochs: createSqliteEpochStore(db),
  };
}

/** Makes both domains on `engine`; every write to either is watched by one ledger. */
export function createSplitStore(engine: Engine): SplitStore {
  const clock = createTestClock();
  const random = createSeededRandom();
  const ledger = new DotLedger();
  const make = (role: Role) => {
    const { states: plain, ordered, ...stores } = engine(role);
    const states = watchStore(plain, ledger);
    const key = (kid: string) => createKeyring([{ kid, secret: new Uint8Array(32).fill(7) }]);
    const parts = createParts({
      role,
      shoppingOrigin: 'http://shop.test',
      checkoutOrigin: 'http://checkout.test',
      bridgeKeys: key('bridge'),
      cookieKeys: key(role),
      pairwiseKey: new Uint8Array(32).fill(9),
      stores: { ...stores, states, ...(role === 'checkout' && { ordered }) },
      clock: clock.now,
      random,
    });
    return { states, parts: role === 'checkout' ? withAccounts(parts, states, ordered) : parts };
  };
  const shopping = make('shopping');
  const checkout = make('checkout');
  return {
    clock,
    parts: { shopping: shopping.parts, checkout: checkout.parts },
    states: { shopping: shopping.states, checkout: checkout.states },
  };
}

function withAccounts(
  parts: BridgeParts,
  store: WatchedStore,
  ordered: ReturnType<typeof memoryEngine>['ordered'],
): BridgeParts {
  const { role, clock, random } = parts;
  return { ...parts, accounts: new AccountReplica({ role, store, clock, random, ordered }) };
}
