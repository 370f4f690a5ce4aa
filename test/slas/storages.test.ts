import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { customerIdOf } from '../../commerce-emulator/src/platform/identity.ts';
import { createMemoryFlightStore, createMemoryKeptShopperStore } from '../../shared/src/memory.ts';
import type { KeptShopperStore } from '../../shared/src/slas/kept-shopper-store.ts';
import { CLIENT_KINDS, type ClientKind } from '../../shared/src/slas/situation.ts';
import type { StorageKind } from '../../shared/src/slas/storage.ts';
import { createSqliteKeptShopperStore } from '../../shared/src/sqlite.ts';
import { createDatabaseFiles } from '../support/database-files.ts';
import { controller, HybridShopper } from '../support/hybrid-shopper.ts';
import { type Inspected, inspect } from '../support/shopper-inspection.ts';
import { type SlasWorld, startSlasWorld } from '../support/slas-world.ts';
import { COOKIE_RULES, tokenCookies } from '../support/storage-cookies.ts';
import {
  BRIDGED_GUEST,
  inTurn,
  NEW_GUEST,
  NEW_SESSION,
  NO_CALLS,
  REFRESH,
  SIGN_IN,
  SIGN_OUT,
  type WireLines,
  wireLine,
} from '../support/wire-lines.ts';

const files = createDatabaseFiles();
let world: SlasWorld | undefined;
afterEach(() => world?.close());
afterAll(() => files.remove());

interface Stored {
  readonly name: string;
  readonly storage: StorageKind;
  readonly shoppers?: () => KeptShopperStore;
}

const STORAGES: readonly Stored[] = [
  { name: 'cookies', storage: 'cookies' },
  { name: 'httpOnly', storage: 'httpOnly' },
  { name: 'server, in memory', storage: 'server', shoppers: createMemoryKeptShopperStore },
  {
    name: 'server, in SQLite',
    storage: 'server',
    shoppers: () => createSqliteKeptShopperStore(files.open()),
  },
];

interface Step {
  readonly title: string;
  readonly go: (shopper: HybridShopper) => Promise<unknown>;
  readonly calls: WireLines;
  readonly login: string | null;
  readonly pieces: number;
  readonly isAnotherShopper?: true;
}

const JANE = { login: 'jane@example.com' } as const;
const GUEST = { login: null } as const;

/** The same visit for each storage: what is kept where makes no difference to anybody else. */
const WALK: readonly Step[] = [
  {
    title: 'lands',
    go: (shopper) => shopper.readHeadless(),
    calls: inTurn(NEW_GUEST, NEW_SESSION),
    ...GUEST,
    pieces: 0,
    isAnotherShopper: true,
  },
  {
    title: 'adds',
    go: (shopper) => shopper.addOnController(2),
    calls: NO_CALLS,
    ...GUEST,
    pieces: 2,
  },
  {
    title: 'signs in',
    go: (shopper) => shopper.signIn(),
    calls: inTurn(SIGN_IN, NEW_SESSION),
    ...JANE,
    pieces: 2,
    isAnotherShopper: true,
  },
  {
    title: 'stays until the token has expired',
    async go(shopper) {
      await shopper.world.emulator.advance(1_000);
      await shopper.readController();
      await shopper.world.emulator.advance(1_000);
      await shopper.readHeadless();
    },
    calls: REFRESH,
    ...JANE,
    pieces: 2,
  },
  {
    title: 'stays away until the session has expired',
    async go(shopper) {
      await shopper.world.emulator.advance(1_900);
      await shopper.browser.open('/on/demandware.store/Sites-RefArch-Site/en_US/Cart-Show');
    },
    calls: inTurn(REFRESH, NEW_SESSION),
    ...JANE,
    pieces: 2,
  },
  {
    title: 'signs out on a controller',
    go: (shopper) => shopper.signOutOnController(),
    calls: inTurn(SIGN_OUT, NEW_GUEST, NEW_SESSION),
    ...GUEST,
    pieces: 0,
    isAnotherShopper: true,
  },
  {
    title: 'signs in on a controller',
    async go(shopper) {
      await shopper.addOnController(1);
      await shopper.signInOnController();
    },
    calls: inTurn(SIGN_IN, NEW_SESSION),
    ...JANE,
    pieces: 3,
    isAnotherShopper: true,
  },
  {
    title: 'comes back another day',
    async go(shopper) {
      await shopper.comeBack();
      await shopper.readHeadless();
    },
    calls: inTurn(REFRESH, NEW_SESSION),
    ...JANE,
    pieces: 3,
  },
  {
    title: 'signs out',
    go: (shopper) => shopper.signOut(),
    calls: inTurn(SIGN_OUT, NEW_GUEST, NEW_SESSION),
    ...GUEST,
    pieces: 0,
    isAnotherShopper: true,
  },
];

async function startShopper({ storage, shoppers }: Stored, client: ClientKind) {
  const stores = {
    flights: createMemoryFlightStore(),
    ...(shoppers && { shoppers: shoppers() }),
  };
  world = await startSlasWorld({ client, bridge: { storage, stores } });
  return new HybridShopper(world);
}

/** Who finds what: a script of the page, and whoever reads all cookies that are sent. */
const FOUND: Readonly<
  Record<StorageKind, { readonly byScript: string[]; readonly sent: string[] }>
> = {
  cookies: { byScript: ['accessToken', 'refreshToken'], sent: ['accessToken', 'refreshToken'] },
  httpOnly: { byScript: [], sent: ['accessToken', 'refreshToken'] },
  server: { byScript: [], sent: [] },
};

/** Names and lifetimes of the cookies, and which tokens are to be found in them. */
async function expectKept(
  { browser, world }: HybridShopper,
  storage: StorageKind,
  { kind, customerId }: Inspected,
): Promise<void> {
  expect(tokenCookies(browser, world.origin)).toEqual(COOKIE_RULES[storage](kind));
  const { accessToken } = await browser.json<{ accessToken: string }>('/app/shopper');
  const [, payload = ''] = accessToken.split('.');
  const tokens = world.emulator.platform.refreshTokens.all();
  const own = tokens.filter(({ identity }) => customerIdOf(identity) === customerId);
  const foundIn = (cookies: string): string[] => [
    ...(cookies.includes(payload.slice(0, 64)) ? ['accessToken'] : []),
    ...(own.some(({ value }) => cookies.includes(value)) ? ['refreshToken'] : []),
  ];
  const { jar } = browser;
  const readable = jar.getCookieStringSync(world.origin, { http: false });
  expect(foundIn(readable)).toEqual(FOUND[storage].byScript);
  expect(foundIn(jar.getCookieStringSync(world.origin))).toEqual(FOUND[storage].sent);
  if (storage !== 'cookies') expect(readable).not.toContain('dwsid');
}

describe.each(STORAGES)('a visit whose tokens are kept in: $name', (stored) => {
  it.each(CLIENT_KINDS)(
    'is one shopper on both sides at every step (%s client)',
    async (client) => {
      const shopper = await startShopper(stored, client);
      const { emulator } = shopper.world;
      let customerId: string | null = null;
      for (const step of WALK) {
        const mark = await emulator.lastCall();
        await step.go(shopper);
        const calls = (await emulator.calls(mark)).map(wireLine);
        const seen = await inspect(shopper);
        expect({ step: step.title, calls, login: seen.login, pieces: seen.pieces }).toEqual({
          step: step.title,
          calls: step.calls[client],
          login: step.login,
          pieces: step.pieces,
        });
        if (step.isAnotherShopper) expect(seen.customerId).not.toBe(customerId);
        else expect(seen.customerId).toBe(customerId);
        customerId = seen.customerId;
        await expectKept(shopper, stored.storage, seen);
      }
    },
  );

  it('lands on a controller', async () => {
    const shopper = await startShopper(stored, 'private');
    await shopper.readController();
    const { emulator } = shopper.world;
    expect((await emulator.calls()).map(wireLine)).toEqual(BRIDGED_GUEST.private);
    const seen = await inspect(shopper);
    await expectKept(shopper, stored.storage, seen);
    expect(seen.pieces).toBe(0);
  });
});

describe('a controller that asks for new tokens', () => {
  it.each(STORAGES)('is given them, also without a session: $name', async (stored) => {
    const { browser, world } = await startShopper(stored, 'private');
    await browser.ask('/');
    browser.plant('cc-at_RefArch', 'refresh');
    browser.lose('dwsid');
    const mark = await world.emulator.lastCall();
    await browser.open(controller('Cart-Show'));
    const calls = (await world.emulator.calls(mark)).map(wireLine);
    expect(calls).toEqual(inTurn(REFRESH, NEW_SESSION).private);
  });
});

describe('an answer that another request was faster than', () => {
  it.each([
    { has: 'a session', faults: [] },
    { has: 'none', faults: [{ operation: 'sessions', status: 503 }] },
  ])('has the browser keep nothing, where it has $has', async ({ faults }) => {
    const rows = createMemoryKeptShopperStore();
    let isLate = false;
    const shoppers: KeptShopperStore = {
      ...rows,
      write: async (...row) => (isLate ? false : rows.write(...row)),
    };
    const stored = { name: 'server', storage: 'server', shoppers: () => shoppers } as const;
    const { browser, world } = await startShopper(stored, 'private');
    await browser.ask('/');
    await world.emulator.advance(1_900);
    for (const fault of faults) await world.emulator.faults(fault);
    isLate = true;
    const late = await browser.ask('/');
    expect(JSON.parse(late.body)).toMatchObject({ kind: 'guest' });
    expect(late.setCookies).toEqual([]);
  });
});
