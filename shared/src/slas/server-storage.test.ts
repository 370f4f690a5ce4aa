import { beforeEach, describe, expect, it } from '@jest/globals';
import { parseSetCookie } from 'cookie';
import { createSeededRandom } from '../../../test/support/seeded-random.ts';
import { JWT_ISSUED_AT, unsignedJwt } from '../../../test/support/shopper-jwt.ts';
import { createTestClock, type TestClock } from '../../../test/support/test-clock.ts';
import { createMemoryKeptShopperStore } from '../memory/kept-shopper-store.ts';
import type { KeptShopperStore } from './kept-shopper-store.ts';
import { createServerStorage } from './server-storage.ts';
import type { ControllerSession, ShopperTokens } from './shopper-pair.ts';
import type { ShopperStorage } from './storage.ts';

const GUEST: ShopperTokens = {
  kind: 'guest',
  accessToken: unsignedJwt(),
  accessTokenExpiresAt: JWT_ISSUED_AT + 1800,
  refreshToken: 'RT-guest',
  refreshTokenExpiresAt: JWT_ISSUED_AT + 3_000,
  usid: 'u-1',
  customerId: 'gcid1',
  encUserId: null,
  idToken: null,
  idpAccessToken: null,
  idpRefreshToken: null,
  dnt: false,
};
const REGISTERED: ShopperTokens = {
  ...GUEST,
  kind: 'registered',
  refreshToken: 'RT-registered',
  customerId: 'rcid1',
};
const SESSION: ControllerSession = {
  dwsid: 'abc==',
  cookies: [{ name: 'dwsid', value: 'abc==', maxAgeSeconds: null }],
};
const UNGUARDED = { guard: false };

describe('the storage on the server', () => {
  let store: KeptShopperStore;
  let rows: Map<string, Uint8Array>;
  let clock: TestClock;
  let storage: ShopperStorage;

  beforeEach(() => {
    clock = createTestClock();
    const memory = createMemoryKeptShopperStore();
    rows = new Map();
    store = {
      ...memory,
      async write(key, version, sealed, until) {
        rows.set(key, sealed);
        return memory.write(key, version, sealed, until);
      },
      async remove(key) {
        rows.delete(key);
        await memory.remove(key);
      },
    };
    const random = createSeededRandom();
    const naming = { siteId: 'RefArch' };
    storage = createServerStorage({ naming, secure: true, clock: clock.now, store, random });
  });

  async function keep(
    tokens: ShopperTokens,
    header?: string,
    session: ControllerSession | null = null,
  ) {
    return storage.keep(await storage.read(header), { tokens, session }, UNGUARDED);
  }
  /** The header with which a browser comes back. */
  function rowHeader(lines: readonly string[]): string {
    const cookie = lines
      .map((line) => parseSetCookie(line))
      .find(({ name }) => name === '__Host-cc-bff_RefArch');
    return `${cookie?.name}=${cookie?.value}`;
  }

  it('gives the browser an id and its session, and nothing else', async () => {
    const known = await storage.read(undefined);
    const lines = await storage.keep(known, { tokens: GUEST, session: SESSION }, { guard: true });
    expect(lines).toEqual([
      expect.stringMatching(
        /^__Host-cc-bff_RefArch=[\w-]{43}; Max-Age=3000; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
      ),
      'dwsid=abc==; Path=/; HttpOnly; Secure; SameSite=Lax',
      'cc-sg_RefArch=1; Max-Age=1710; Path=/; HttpOnly; Secure; SameSite=Lax',
    ]);
  });

  it('finds the tokens again by the id', async () => {
    const header = rowHeader(await keep(GUEST));
    expect(await storage.read(`${header}; dwsid=abc==; dw_dnt=1`)).toMatchObject({
      accessToken: GUEST.accessToken,
      refreshToken: { kind: 'guest', value: 'RT-guest' },
      usid: 'u-1',
      dwsid: 'abc==',
      dnt: true,
      mustRefresh: false,
      row: { version: 1, kind: 'guest', customerId: 'gcid1' },
    });
  });

  it('keeps nothing in the store that gives tokens or ids away', async () => {
    const header = rowHeader(await keep(GUEST));
    const [[key = '', sealed = new Uint8Array()] = []] = rows;
    const id = header.split('=')[1] ?? '';
    expect(key).toMatch(/^[\w-]{43}$/);
    expect(key).not.toBe(id);
    const text = Buffer.from(sealed).toString('latin1');
    for (const secret of [GUEST.refreshToken, GUEST.usid, GUEST.accessToken.slice(0, 20), id]) {
      expect(text).not.toContain(secret);
    }
  });

  it('opens a row under its own id alone, and none that was changed', async () => {
    const mine = rowHeader(await keep(GUEST));
    const theirs = rowHeader(await keep(REGISTERED));
    const [[myKey = '', mySealed = new Uint8Array()] = [], [, theirSealed = mySealed] = []] = rows;
    const put = (version: number, sealed: Uint8Array): Promise<boolean> =>
      store.write(myKey, version, sealed, JWT_ISSUED_AT + 3_000);
    expect(await put(1, theirSealed)).toBe(true);
    expect(await storage.read(mine)).toMatchObject({ accessToken: null, row: null });
    for (const [index, at] of [0, 10, mySealed.length - 1].entries()) {
      const changed = Uint8Array.from(mySealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(await put(2 + index, changed)).toBe(true);
      expect(await storage.read(mine)).toMatchObject({ accessToken: null, row: null });
    }
    expect(await put(5, mySealed)).toBe(true);
    expect(await storage.read(mine)).toMatchObject({ row: { kind: 'guest' } });
    expect(await storage.read(theirs)).toMatchObject({ row: { kind: 'registered' } });
  });

  it('keeps the id while it is one shopper’s, and raises the version', async () => {
    const header = rowHeader(await keep(GUEST));
    const lines = await keep({ ...GUEST, refreshToken: 'RT-2' }, header);
    expect(rowHeader(lines)).toBe(header);
    expect(await storage.read(header)).toMatchObject({
      refreshToken: { value: 'RT-2' },
      row: { version: 2 },
    });
  });

  it.each<[string, ShopperTokens, ShopperTokens]>([
    ['signs in', GUEST, REGISTERED],
    ['signs out', REGISTERED, GUEST],
    ['is another one', GUEST, { ...GUEST, customerId: 'gcid2' }],
    ['has the id of a guest', GUEST, { ...GUEST, kind: 'registered' }],
  ])('gives another id where the shopper %s, and the old one opens nothing', async (_, a, b) => {
    const before = rowHeader(await keep(a));
    const after = rowHeader(await keep(b, before));
    expect(after).not.toBe(before);
    expect(await storage.read(before)).toMatchObject({ accessToken: null, row: null });
    expect(await storage.read(after)).toMatchObject({ row: { kind: b.kind, version: 1 } });
    expect(rows.size).toBe(1);
  });

  it('lets the faster of two requests stand', async () => {
    const header = rowHeader(await keep(GUEST));
    const late = await storage.read(header);
    await keep({ ...GUEST, refreshToken: 'RT-fast' }, header);
    const pair = { tokens: { ...GUEST, refreshToken: 'RT-late' }, session: SESSION };
    expect(await storage.keep(late, pair, UNGUARDED)).toEqual([]);
    expect(await storage.read(header)).toMatchObject({ refreshToken: { value: 'RT-fast' } });
  });

  it('brings no row back that a sign-out has removed meanwhile', async () => {
    const header = rowHeader(await keep(REGISTERED));
    const late = await storage.read(header);
    await keep(GUEST, header);
    expect(await storage.keep(late, { tokens: REGISTERED, session: null }, UNGUARDED)).toEqual([]);
    expect(await storage.read(header)).toMatchObject({ row: null });
  });

  it('takes no id that it has not given itself', async () => {
    for (const id of ['A'.repeat(43), 'short', 'A'.repeat(44), '']) {
      const header = `__Host-cc-bff_RefArch=${id}`;
      expect(await storage.read(header)).toMatchObject({ row: null });
      expect(rowHeader(await keep(GUEST, header))).not.toBe(header);
    }
    const header = rowHeader(await keep(GUEST));
    expect(await storage.read(`${header}; ${header}`)).toMatchObject({ row: null });
  });

  it('takes the id on https from no other host, and names it plainly on http', async () => {
    const [, id = ''] = rowHeader(await keep(GUEST)).split('=');
    expect(await storage.read(`cc-bff_RefArch=${id}`)).toMatchObject({ row: null });
    const options = { naming: { siteId: 'RefArch' }, secure: false, clock: clock.now };
    const plain = createServerStorage({ ...options, store });
    expect(await plain.read(`cc-bff_RefArch=${id}`)).toMatchObject({ row: { id } });
    const known = await plain.read(undefined);
    const [line] = await plain.keep(known, { tokens: GUEST, session: null }, UNGUARDED);
    expect(line).toMatch(
      /^cc-bff_RefArch=[\w-]{43}; Max-Age=3000; Path=\/; HttpOnly; SameSite=Lax$/,
    );
  });

  it('does not ask the store for what cannot be an id', async () => {
    const asked: string[] = [];
    const read = async (key: string) => {
      asked.push(key);
      return null;
    };
    const options = { naming: { siteId: 'RefArch' }, secure: true, clock: clock.now };
    const other = createServerStorage({ ...options, store: { ...store, read } });
    for (const id of ['', 'short', 'A'.repeat(44), `${'A'.repeat(42)}=`]) {
      await other.read(`__Host-cc-bff_RefArch=${id}`);
    }
    expect(asked).toEqual([]);
    await other.read(`__Host-cc-bff_RefArch=${'A'.repeat(43)}`);
    expect(asked).toHaveLength(1);
  });

  it('ends a row with its refresh token', async () => {
    const header = rowHeader(await keep(GUEST));
    clock.advance(2_999);
    expect(await storage.read(header)).toMatchObject({ row: { version: 1 } });
    clock.advance(1);
    expect(await storage.read(header)).toMatchObject({ row: null, refreshToken: null });
  });

  it('forgets the row with everything in the browser', async () => {
    const header = `${rowHeader(await keep(GUEST))}; dwsid=a; cc-at_RefArch_2=x`;
    const names = (await storage.forget(await storage.read(header))).map((line) => {
      const { name, maxAge } = parseSetCookie(line);
      return [name, maxAge];
    });
    expect(Object.fromEntries(names)).toMatchObject({
      '__Host-cc-bff_RefArch': 0,
      'cc-at_RefArch_2': 0,
      dwsid: 0,
    });
    expect(rows.size).toBe(0);
  });

  it('takes over what another storage has left in the browser, and takes it away', async () => {
    const header = 'cc-nx-g_RefArch=RT-guest; usid_RefArch=u-1; cc-at_RefArch=a.b.c';
    expect(await storage.read(header)).toMatchObject({
      accessToken: 'a.b.c',
      refreshToken: { kind: 'guest', value: 'RT-guest' },
      row: null,
    });
    const gone = (await keep(GUEST, header)).filter((line) => line.includes('Max-Age=0'));
    expect(gone.map((line) => parseSetCookie(line).name).sort()).toEqual([
      'cc-at_RefArch',
      'cc-nx-g_RefArch',
      'usid_RefArch',
    ]);
  });

  it('hears controllers that want a token renewed', async () => {
    const header = `${rowHeader(await keep(GUEST))}; cc-at_RefArch=refresh`;
    expect(await storage.read(header)).toMatchObject({
      mustRefresh: true,
      accessToken: GUEST.accessToken,
    });
  });

  it('keeps a session, takes it away, and the guard with it', async () => {
    const header = `${rowHeader(await keep(GUEST))}; dwsid=old; cc-sg_RefArch=1`;
    const known = await storage.read(header);
    expect(storage.keepSession(known, SESSION, UNGUARDED)).toEqual([
      'dwsid=abc==; Path=/; HttpOnly; Secure; SameSite=Lax',
    ]);
    expect(storage.dropSession(known)).toEqual([expect.stringMatching(/^dwsid=; Max-Age=0/)]);
    expect(storage.unguard(known)).toEqual([expect.stringMatching(/^cc-sg_RefArch=; Max-Age=0/)]);
  });
});
