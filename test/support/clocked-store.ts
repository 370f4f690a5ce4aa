import type { Server } from 'node:http';
import type { DomainContext } from '@domain-bridge/storefront/app';
import { parseDomainConfig } from '@domain-bridge/storefront/config';
import { createLogger } from '@domain-bridge/storefront/server';
import type { Role } from 'domain-bridge/handoff';
import { type Database, openDatabase } from 'domain-bridge/sqlite';
import { createPasswordHasher } from '../../checkout-domain/src/accounts/password-hasher.ts';
import { composeCheckout } from '../../checkout-domain/src/compose.ts';
import { createCheckoutStore } from '../../checkout-domain/src/store/checkout-store.ts';
import { composeShopping } from '../../shopping-domain/src/compose.ts';
import { BrowserModel } from './browser-model.ts';
import { CHECKOUT, listen, portOf, SHOP, stop, testKeyring } from './store-pair.ts';
import { createTestClock, type TestClock } from './test-clock.ts';

/** The demo store in this process, on a clock of the test's. */
export interface ClockedStore {
  readonly clock: TestClock;
  browser(): BrowserModel;
  close(): Promise<void>;
}

const ENVIRONMENT = { SHOPPING_ORIGIN: SHOP, CHECKOUT_ORIGIN: CHECKOUT };
const HEALTH = { checkStore: () => {}, isPeerUp: async () => true };
const log = createLogger('test', 'silent');

/** Starts both domains as their main files do, but in memory. */
export async function startClockedStore(): Promise<ClockedStore> {
  const clock = createTestClock();
  const servers = [await listen(shop(clock)), await listen(checkout(clock))];
  const [shopPort = 0, checkoutPort = 0] = servers.map(portOf);
  return {
    clock,
    browser: () => new BrowserModel({ [SHOP]: shopPort, [CHECKOUT]: checkoutPort }, clock.now),
    async close() {
      await Promise.all(servers.map((server: Server) => stop(server)));
    },
  };
}

function shop({ now: clock }: TestClock) {
  const db = openDatabase(':memory:');
  return composeShopping(contextOf('shopping', db, clock)).app;
}

function checkout({ now: clock }: TestClock) {
  const db = openDatabase(':memory:');
  const parts = { store: createCheckoutStore(db), hasher: createPasswordHasher() };
  return composeCheckout(contextOf('checkout', db, clock), parts).app;
}

function contextOf(role: Role, db: Database, clock: () => number): DomainContext {
  const config = parseDomainConfig(ENVIRONMENT, role);
  const setup = { bridgeKeys: testKeyring('b1'), cookieKeys: testKeyring(role.slice(0, 1)) };
  return { config, setup, db, health: HEALTH, log, clock };
}
