import type { Server } from 'node:http';
import { demoCatalogue } from '@domain-bridge/storefront/catalogue';
import { createLogger } from '@domain-bridge/storefront/server';
import { createBridge } from 'domain-bridge/express';
import type { AuditEntry } from 'domain-bridge/invalidation';
import type { Database } from 'domain-bridge/sqlite';
import {
  CHECKOUT,
  listen,
  portOf,
  SHOP,
  stop,
  testKeyring,
} from '../../../test/support/store-pair.ts';
import { createTestClock, type TestClock } from '../../../test/support/test-clock.ts';
import { createAuthenticator } from '../accounts/authenticate.ts';
import { createPasswordChange } from '../accounts/change-password.ts';
import { createEndLimiter } from '../accounts/end-limiter.ts';
import { createPasswordHasher } from '../accounts/password-hasher.ts';
import { createPasswordReset } from '../accounts/password-reset.ts';
import { createRegistration } from '../accounts/register.ts';
import { createRegistrationLimiter } from '../accounts/registration-limiter.ts';
import { createResetLimiter } from '../accounts/reset-limiter.ts';
import { createSignInLimiter } from '../accounts/sign-in-limiter.ts';
import { createTestDatabase } from '../accounts/test-database.ts';
import { parseEmail, type Role, type User } from '../accounts/user.ts';
import { CHECKOUT_RETURN_PATHS, createApp } from '../app.ts';
import { createCheckoutStore } from '../store/checkout-store.ts';
import { TestVisitor } from './test-visitor.ts';

/** The password of every user of a test checkout. */
export const PASSWORD = 'a walk by the harbour';

/** A running checkout domain without a shop, on a real database. */
export interface TestCheckout {
  readonly db: Database;
  readonly clock: TestClock;
  /** What was to be mailed. */
  readonly mailed: readonly unknown[];
  /** Lines of the log. */
  readonly logged: readonly Record<string, unknown>[];
  /** Another browser. */
  visitor(userAgent?: string): TestVisitor;
  /** A new user with {@link PASSWORD}. */
  user(name: string, role?: Role): Promise<User>;
  /** A browser in which this user is signed in. */
  signedIn(user: User, userAgent?: string): Promise<TestVisitor>;
  /** A token as a reset mail would bring it. */
  resetToken(user: User): Promise<string>;
  /** The audit trail, newest first. */
  audit(): Promise<readonly AuditEntry[]>;
  close(): Promise<void>;
}

const CHEAP = { memoryKib: 8, passes: 1, lanes: 1 };
const KEY = new Uint8Array(32).fill(9);

/** Starts a checkout domain whose shop never answers. */
export async function startTestCheckout(): Promise<TestCheckout> {
  const database = createTestDatabase({});
  const db = database.open();
  const clock = createTestClock();
  const store = createCheckoutStore(db, { clock: clock.now });
  const { users, changes, audit, resetTokens: tokens, orders, settlements: outbox } = store;
  const { invalidator, states, ordered } = store.bridge;
  const hasher = createPasswordHasher({ cost: CHEAP });
  const limiter = createSignInLimiter({ db, key: KEY });
  const mailed: unknown[] = [];
  const logged: Record<string, unknown>[] = [];
  const bridge = createBridge({
    role: 'checkout',
    shoppingOrigin: SHOP,
    checkoutOrigin: CHECKOUT,
    bridgeKeys: testKeyring('b1'),
    cookieKeys: testKeyring('c1'),
    pairwiseKey: KEY,
    returnPaths: CHECKOUT_RETURN_PATHS,
    clock: clock.now,
    stores: store.bridge,
    problems: 'pass-on',
  });
  const { accounts } = bridge.parts;
  if (!accounts) throw new Error('the checkout domain keeps carts with its accounts');
  const common = { users, changes, hasher, clock: clock.now };
  const catalogue = demoCatalogue;
  const app = createApp({
    ...common,
    bridge,
    catalogue,
    trustProxy: 0,
    health: { checkStore: () => {}, isPeerUp: async () => false },
    log: createLogger('checkout', 'info', { write: (line) => logged.push(JSON.parse(line)) }),
    search: store.search,
    invalidator,
    audit,
    peers: ['shopping'],
    authenticator: createAuthenticator({ ...common, limiter }),
    registration: createRegistration({
      ...common,
      limiter: createRegistrationLimiter({ db, key: KEY }),
    }),
    passwords: createPasswordChange({ ...common, limiter }),
    resets: createPasswordReset({
      ...common,
      tokens,
      requests: createResetLimiter({ db, key: KEY }),
      signIns: limiter,
      mail: { add: async (task) => void mailed.push(task), wake: () => {} },
      cost: CHEAP,
    }),
    ends: createEndLimiter({ db, key: KEY }),
    desk: { orders, accounts, states, ordered, outbox, catalogue, clock: clock.now },
  });
  const server: Server = await listen(app);
  const visitor = (userAgent?: string) => new TestVisitor(CHECKOUT, portOf(server), userAgent);
  return {
    db,
    clock,
    mailed,
    logged,
    visitor,
    async user(name, role = 'customer') {
      const email = parseEmail(`${name}@example.com`);
      const passwordHash = await hasher.hash(PASSWORD);
      const made = email && (await users.register({ email, passwordHash, role, now: clock.now() }));
      if (!made) throw new Error('the name is taken, or is none');
      return made.user;
    },
    async signedIn({ email }, userAgent) {
      const browser = visitor(userAgent);
      const answer = await browser.json('POST', '/api/login', { email, password: PASSWORD });
      if (answer.status !== 200) throw new Error(`the sign-in was answered ${answer.status}`);
      return browser;
    },
    async resetToken({ id }) {
      return (await tokens.issue(id, Math.floor(clock.now() / 1000))) ?? '';
    },
    audit: () => audit.read({}),
    async close() {
      await stop(server);
      database.remove();
    },
  };
}
