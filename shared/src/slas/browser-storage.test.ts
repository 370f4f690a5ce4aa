import { describe, expect, it } from '@jest/globals';
import { parseSetCookie, type SetCookie } from 'cookie';
import {
  guestClaims,
  JWT_ISSUED_AT,
  REGISTERED_ISB,
  unsignedJwt,
} from '../../../test/support/shopper-jwt.ts';
import { createTestClock } from '../../../test/support/test-clock.ts';
import { createBrowserStorage } from './browser-storage.ts';
import type { ControllerSession, ShopperPair, ShopperTokens } from './shopper-pair.ts';

const NOW = JWT_ISSUED_AT;
const GUEST: ShopperTokens = {
  kind: 'guest',
  accessToken: unsignedJwt(),
  accessTokenExpiresAt: NOW + 1800,
  refreshToken: 'RT-guest',
  refreshTokenExpiresAt: NOW + 2_592_000,
  usid: 'u-1',
  customerId: 'gcid1',
  encUserId: 'ENC',
  idToken: null,
  idpAccessToken: null,
  idpRefreshToken: null,
  dnt: false,
};
const REGISTERED: ShopperTokens = {
  ...GUEST,
  kind: 'registered',
  accessToken: unsignedJwt(guestClaims({ isb: REGISTERED_ISB })),
  refreshToken: 'RT-registered',
  refreshTokenExpiresAt: NOW + 7_776_000,
  customerId: 'rcid1',
  dnt: true,
};
const SESSION: ControllerSession = {
  dwsid: 'abc==',
  cookies: [
    { name: 'dwsid', value: 'abc==', maxAgeSeconds: null },
    { name: 'dwanonymous_x', value: 'gcid1', maxAgeSeconds: 15_552_000 },
    { name: 'dwsecuretoken_x', value: '', maxAgeSeconds: 0 },
  ],
};

type Storage = ReturnType<typeof createBrowserStorage>;
const storageOf = (
  over: { suffix?: boolean; secure?: boolean; httpOnly?: boolean } = {},
): Storage =>
  createBrowserStorage({
    naming: { siteId: 'RefArch', ...(over.suffix === undefined ? {} : { suffix: over.suffix }) },
    secure: over.secure ?? true,
    httpOnly: over.httpOnly ?? false,
    clock: createTestClock().now,
  });

/** What a browser with this header has after these `Set-Cookie` values. */
function apply(header: string | undefined, lines: readonly string[]): Map<string, SetCookie> {
  const pairs = (header ?? '').split('; ').filter((pair) => pair !== '');
  const jar = new Map(
    pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), parseSetCookie(pair)]),
  );
  for (const line of lines) {
    const cookie = parseSetCookie(line);
    if (cookie.maxAge === 0) jar.delete(cookie.name);
    else jar.set(cookie.name, cookie);
  }
  return jar;
}
const headerOf = (jar: Map<string, SetCookie>): string =>
  [...jar.values()].map(({ name, value }) => `${name}=${value}`).join('; ');

async function keep(
  pair: ShopperPair,
  {
    header,
    storage = storageOf(),
    guard = false,
  }: { header?: string; storage?: Storage; guard?: boolean } = {},
) {
  const lines = await storage.keep(await storage.read(header), pair, { guard });
  return { lines, jar: apply(header, lines) };
}

describe.each([true, false])('the storage in cookies, with suffix: %s', (suffix) => {
  const storage = storageOf({ suffix });
  const end = suffix ? '_RefArch' : '';

  it('keeps a pair so that it reads the same again', async () => {
    for (const tokens of [GUEST, REGISTERED]) {
      const { jar } = await keep({ tokens, session: SESSION }, { storage, guard: true });
      expect(await storage.read(headerOf(jar))).toMatchObject({
        accessToken: tokens.accessToken,
        refreshToken: { kind: tokens.kind, value: tokens.refreshToken },
        usid: 'u-1',
        dwsid: 'abc==',
        isGuarded: true,
      });
    }
  });

  it('writes the names and lifetimes of plugin_slas and PWA Kit', async () => {
    const { jar } = await keep({ tokens: GUEST, session: SESSION }, { storage, guard: true });
    const lifetimes = [...jar].map(([name, { maxAge }]) => [name, maxAge]);
    expect(Object.fromEntries(lifetimes)).toEqual({
      [`cc-at${end}`]: 1800,
      [`cc-at${end}_2`]: 1800,
      [`cc-nx-g${end}`]: 2_592_000,
      [`usid${end}`]: 2_592_000,
      [`cc-sg${end}`]: 1710,
      dwsid: undefined,
      dwanonymous_x: 15_552_000,
    });
  });

  it('leaves no chunk of a longer token behind', async () => {
    const header = `cc-at${end}=old; cc-at${end}_2=a; cc-at${end}_3=b; cc-at${end}_11=c`;
    const short = { ...GUEST, accessToken: 'ey.short.x' };
    const { jar } = await keep({ tokens: short, session: null }, { storage, header });
    expect([...jar.keys()].filter((name) => name.startsWith('cc-at'))).toEqual([`cc-at${end}`]);
  });

  it('forgets everything of a shopper, every chunk too', async () => {
    const { jar } = await keep({ tokens: GUEST, session: SESSION }, { storage, guard: true });
    const header = `${headerOf(jar)}; cc-at${end}_7=x; cc-nx${end}=R; other=1; dw_dnt=1`;
    const lines = await storage.forget(await storage.read(header));
    expect([...apply(header, lines).keys()]).toEqual(['other', 'dw_dnt']);
  });
});

describe('the storage in cookies', () => {
  it('keeps one refresh token: the other goes first, whether or not it came', async () => {
    for (const header of ['', 'cc-nx-g_RefArch=old']) {
      const { lines, jar } = await keep({ tokens: REGISTERED, session: null }, { header });
      const names = lines.map((line) => parseSetCookie(line).name);
      expect(names.indexOf('cc-nx-g_RefArch')).toBeLessThan(names.indexOf('cc-nx_RefArch'));
      expect(names).toContain('cc-nx-g_RefArch');
      expect([jar.has('cc-nx-g_RefArch'), jar.get('cc-nx_RefArch')?.value]).toEqual([
        false,
        'RT-registered',
      ]);
    }
    const { jar } = await keep({ tokens: GUEST, session: null }, { header: 'cc-nx_RefArch=old' });
    expect([jar.has('cc-nx_RefArch'), jar.has('cc-nx-g_RefArch')]).toEqual([false, true]);
  });

  it('ends the usid with the refresh token', async () => {
    const { jar } = await keep({ tokens: REGISTERED, session: null });
    expect(jar.get('usid_RefArch')?.maxAge).toBe(jar.get('cc-nx_RefArch')?.maxAge);
  });

  it('counts lifetimes from now', async () => {
    const tokens = { ...GUEST, accessTokenExpiresAt: NOW + 100, refreshTokenExpiresAt: NOW + 200 };
    const { jar } = await keep({ tokens, session: null });
    expect(jar.get('cc-at_RefArch')?.maxAge).toBe(100);
    expect(jar.get('cc-nx-g_RefArch')?.maxAge).toBe(200);
  });

  it('lets scripts read what PWA Kit reads, and nothing of the platform’s beside dwsid', async () => {
    const { jar } = await keep({ tokens: GUEST, session: SESSION }, { guard: true });
    const hidden = [...jar.values()].filter(({ httpOnly }) => httpOnly).map(({ name }) => name);
    expect(hidden).toEqual(['dwanonymous_x']);
  });

  it('is for https where we are, Lax, for every path and for this host', async () => {
    for (const secure of [true, false]) {
      const storage = storageOf({ secure });
      const { lines } = await keep({ tokens: GUEST, session: SESSION }, { storage, guard: true });
      for (const line of lines) {
        const { path, sameSite, domain, secure: isSecure = false } = parseSetCookie(line);
        expect([path, sameSite, domain, isSecure]).toEqual(['/', 'lax', undefined, secure]);
      }
    }
  });

  it('leaves the session alone where there is no new one, and sets no guard unasked', async () => {
    const header = 'dwsid=old; dwsecuretoken_x=s; cc-sg_RefArch=1';
    const { lines, jar } = await keep({ tokens: GUEST, session: null }, { header });
    expect(jar.get('dwsid')?.value).toBe('old');
    expect(jar.has('dwsecuretoken_x')).toBe(true);
    const names = lines.map((line) => parseSetCookie(line).name);
    expect(names).not.toContain('cc-sg_RefArch');
    expect(names).not.toContain('dwsid');
  });

  it('takes the secure half of the session before away with it', async () => {
    const header = 'dwsid=old; dwsecuretoken_x=s; dwsecuretoken_y=t; dwanonymous_x=a';
    const { jar } = await keep({ tokens: GUEST, session: SESSION }, { header });
    expect([...jar.keys()].filter((name) => name.startsWith('dw'))).toEqual([
      'dwsid',
      'dwanonymous_x',
    ]);
    expect([jar.get('dwsid')?.value, jar.get('dwanonymous_x')?.value]).toEqual(['abc==', 'gcid1']);
  });

  it('keeps a session beside the tokens that are there', async () => {
    const storage = storageOf();
    const header = 'cc-nx-g_RefArch=R; dwsid=old';
    const lines = storage.keepSession(await storage.read(header), SESSION, { guard: true });
    const jar = apply(header, lines);
    expect(jar.get('cc-nx-g_RefArch')?.value).toBe('R');
    expect(jar.get('dwsid')?.value).toBe('abc==');
    expect(jar.get('cc-sg_RefArch')).toMatchObject({ value: '1', maxAge: 1710 });
  });

  it('takes guard and session away where they are, also where they stand twice', async () => {
    const storage = storageOf();
    const nothing = await storage.read('other=1');
    expect([storage.unguard(nothing), storage.dropSession(nothing)]).toEqual([[], []]);
    const header =
      'cc-sg_RefArch=1; cc-sg_RefArch=1; dwsid=a; dwsid=b; dwanonymous_x=1; usid_RefArch=u';
    const known = await storage.read(header);
    const lines = [...storage.unguard(known), ...storage.dropSession(known)];
    expect([...apply(header, lines).keys()]).toEqual(['usid_RefArch']);
  });

  it('clears what stands twice', async () => {
    const header = 'cc-at_RefArch_3=a; cc-at_RefArch_3=b; cc-nx_RefArch=a; cc-nx_RefArch=b';
    const { lines } = await keep({ tokens: GUEST, session: null }, { header });
    const gone = lines.map((line) => parseSetCookie(line)).filter(({ maxAge }) => maxAge === 0);
    expect(gone.map(({ name }) => name).sort()).toEqual(['cc-at_RefArch_3', 'cc-nx_RefArch']);
  });

  it('touches no cookie of another site', async () => {
    const header = 'cc-at_Other=a; cc-at_Other_2=b; cc-nx_Other=R; cc-at=c; usid=u';
    const { jar } = await keep({ tokens: GUEST, session: null }, { header });
    for (const name of ['cc-at_Other', 'cc-at_Other_2', 'cc-nx_Other', 'cc-at', 'usid']) {
      expect(jar.has(name)).toBe(true);
    }
  });
});

describe('the storage out of reach of scripts', () => {
  const storage = storageOf({ httpOnly: true });
  const full: ShopperTokens = {
    ...REGISTERED,
    idToken: 'ID',
    idpAccessToken: 'IDPA',
    idpRefreshToken: 'IDPR',
  };

  it('keeps a pair so that it reads the same again', async () => {
    const { jar } = await keep({ tokens: full, session: SESSION }, { storage, guard: true });
    expect(await storage.read(headerOf(jar))).toMatchObject({
      accessToken: full.accessToken,
      refreshToken: { kind: 'registered', value: 'RT-registered' },
      usid: 'u-1',
      dwsid: 'abc==',
      isGuarded: true,
    });
  });

  it('writes the names, lifetimes and secrets of PWA Kit’s HttpOnly mode', async () => {
    const { jar } = await keep({ tokens: full, session: SESSION }, { storage, guard: true });
    const rows = [...jar.values()].map(({ name, value, maxAge, httpOnly = false }) => [
      name,
      name === 'cc-at_RefArch' ? value === full.accessToken : value,
      maxAge,
      httpOnly,
    ]);
    expect(rows).toEqual([
      ['cc-at_RefArch', true, 1800, true],
      ['idp_access_token_RefArch', 'IDPA', 1800, true],
      ['cc-at-expires_RefArch', `${NOW + 1800}`, 1800, false],
      ['cc-at-dnt_RefArch', '1', 1800, false],
      ['uido_RefArch', 'ecom', 1800, false],
      ['id_token_RefArch', 'ID', 1800, false],
      ['customer_type_RefArch', 'registered', 1800, false],
      ['customer_id_RefArch', 'rcid1', 1800, false],
      ['cc-nx_RefArch', 'RT-registered', 7_776_000, true],
      ['idp_refresh_token_RefArch', 'IDPR', 7_776_000, true],
      ['cc-nx-expires_RefArch', `${NOW + 7_776_000}`, 7_776_000, false],
      ['usid_RefArch', 'u-1', 7_776_000, false],
      ['enc_user_id_RefArch', 'ENC', 7_776_000, false],
      ['dwsid', 'abc==', undefined, true],
      ['dwanonymous_x', 'gcid1', 15_552_000, true],
      ['cc-sg_RefArch', '1', 1710, true],
    ]);
  });

  it('takes away what another shopper or another storage had', async () => {
    const before = await keep({ tokens: full, session: null }, { storage });
    const header = `${headerOf(before.jar)}; cc-at_RefArch_2=x; __Host-cc-bff_RefArch=${'A'.repeat(43)}`;
    const tokens = { ...GUEST, encUserId: null };
    const { jar } = await keep({ tokens, session: null }, { storage, header });
    expect([...jar.keys()].sort()).toEqual([
      'cc-at-dnt_RefArch',
      'cc-at-expires_RefArch',
      'cc-at_RefArch',
      'cc-nx-expires_RefArch',
      'cc-nx-g_RefArch',
      'customer_id_RefArch',
      'customer_type_RefArch',
      'uido_RefArch',
      'usid_RefArch',
    ]);
    const plain = await keep({ tokens: GUEST, session: null }, { header: headerOf(jar) });
    expect([...plain.jar.keys()].sort()).toEqual([
      'cc-at_RefArch',
      'cc-at_RefArch_2',
      'cc-nx-g_RefArch',
      'usid_RefArch',
    ]);
  });

  it('forgets all of it', async () => {
    const { jar } = await keep({ tokens: full, session: SESSION }, { storage, guard: true });
    const header = headerOf(jar);
    expect(apply(header, await storage.forget(await storage.read(header))).size).toBe(0);
  });

  it('leaves out an id token that no browser takes', async () => {
    const tokens = { ...full, idToken: 'x'.repeat(4096) };
    const { jar } = await keep({ tokens, session: null }, { storage });
    expect(jar.has('id_token_RefArch')).toBe(false);
  });
});
