import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { createMemoryFlightStore } from '../../shared/src/memory.ts';
import { createSqliteKeptShopperStore } from '../../shared/src/sqlite.ts';
import { createDatabaseFiles } from '../support/database-files.ts';
import { HybridShopper } from '../support/hybrid-shopper.ts';
import { type SlasWorld, type SlasWorldOptions, startSlasWorld } from '../support/slas-world.ts';
import { COOKIE_RULES, tokenCookies } from '../support/storage-cookies.ts';

const DAY = 86_400;

const files = createDatabaseFiles();
afterAll(() => files.remove());

let world: SlasWorld | undefined;
afterEach(() => world?.close());

async function start(options: SlasWorldOptions = {}): Promise<HybridShopper> {
  world = await startSlasWorld(options);
  return new HybridShopper(world);
}

describe('what a browser keeps of its tokens', () => {
  it.each(['public', 'private'] as const)(
    'lives as long as SLAS says, and the usid no longer than its refresh token (%s client)',
    async (client) => {
      const shopper = await start({ client, start: { switches: { production: true } } });
      const lifetimes = () => {
        const cookies = tokenCookies(shopper.browser, shopper.world.origin);
        return Object.fromEntries(
          Object.entries(cookies).map(([name, { maxAge }]) => [name, maxAge]),
        );
      };
      await shopper.readHeadless();
      expect(lifetimes()).toMatchObject({ 'cc-nx-g_RefArch': 30 * DAY, usid_RefArch: 30 * DAY });
      await shopper.signIn();
      expect(lifetimes()).toMatchObject({ 'cc-nx_RefArch': 90 * DAY, usid_RefArch: 90 * DAY });
    },
  );

  it.each(['cookies', 'httpOnly', 'server'] as const)(
    'is without a chunk of a longer token, and of any other storage (%s)',
    async (storage) => {
      const stores = {
        flights: createMemoryFlightStore(),
        shoppers: createSqliteKeptShopperStore(files.open()),
      };
      const shopper = await start({ bridge: { storage, stores } });
      const { browser } = shopper;
      for (const chunk of [2, 3, 11]) browser.plant(`cc-at_RefArch_${chunk}`, 'tail');
      browser.plant('cc-nx_RefArch', '');
      browser.plant('id_token_RefArch', 'old');
      await shopper.readHeadless();
      expect(tokenCookies(browser, shopper.world.origin)).toEqual(COOKIE_RULES[storage]('guest'));
    },
  );

  it.each(['cookies', 'httpOnly', 'server'] as const)(
    'is nothing once somebody has signed out, SLAS down or not (%s)',
    async (storage) => {
      const db = files.open();
      const stores = {
        flights: createMemoryFlightStore(),
        shoppers: createSqliteKeptShopperStore(db),
      };
      const shopper = await start({ bridge: { storage, stores } });
      await shopper.readBoth();
      await shopper.signIn();
      await shopper.world.emulator.faults(
        ...['logout', 'authorize', 'token'].map((operation) => ({ operation, status: 503 })),
      );
      const answer = await shopper.signOut();
      expect([answer.status, answer.body]).toEqual([200, 'null']);
      // A new generation, so that no late answer brings anything back.
      expect(shopper.browser.cookieNames()).toEqual(['cc-gen_RefArch']);
      expect(db.prepare('SELECT count(*) AS rows FROM slas_shoppers').get()).toEqual({ rows: 0 });
    },
  );
});

describe('what the server keeps', () => {
  it('is one row a shopper, sealed, under another id once somebody has signed in', async () => {
    const db = files.open();
    const stores = {
      flights: createMemoryFlightStore(),
      shoppers: createSqliteKeptShopperStore(db),
    };
    const rows = () =>
      db.prepare<[], { key: string; sealed: Buffer }>('SELECT * FROM slas_shoppers').all();
    const shopper = await start({ bridge: { storage: 'server', stores } });
    await shopper.readHeadless();
    const guest = {
      id: shopper.browser.cookie('cc-bff_RefArch'),
      keys: rows().map(({ key }) => key),
    };
    await shopper.signIn();
    const [row, ...others] = rows();
    expect(others).toEqual([]);
    expect(guest.keys).not.toContain(row?.key);
    expect(shopper.browser.cookie('cc-bff_RefArch')).not.toBe(guest.id);
    const tokens = shopper.world.emulator.platform.refreshTokens.all();
    for (const { value } of tokens) expect(row?.sealed.includes(value)).toBe(false);

    // The id from before is nobody's: who knew it is a new guest.
    shopper.browser.plant('cc-bff_RefArch', guest.id ?? '');
    shopper.browser.lose('dwsid');
    const seen = await shopper.browser.json<{ kind: string }>('/app/shopper');
    expect(seen.kind).toBe('guest');
  });
});
