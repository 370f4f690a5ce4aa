import { describe, expect, it } from '@jest/globals';
import { parseSetCookie } from 'cookie';
import fc from 'fast-check';
import { unsignedJwt } from '../../../test/support/shopper-jwt.ts';
import { createCookieNames } from './cookie-names.ts';
import { readKnownShopper, removalOf, writeShopperCookie } from './shopper-cookies.ts';
import { chunkToken } from './token-chunks.ts';

const NAMES = createCookieNames({ siteId: 'RefArch' }, false);
const PLAIN = createCookieNames({ siteId: 'RefArch', suffix: false }, true);
const JWT = unsignedJwt();
const [FIRST = '', SECOND = ''] = chunkToken(JWT);
const read = (header: string | undefined, names = NAMES) => readKnownShopper(header, names);

describe('the names of cookies', () => {
  it('end with the site, and with the number of the chunk behind it', () => {
    expect([NAMES.accessToken, NAMES.accessTokenChunk(2), NAMES.guard]).toEqual([
      'cc-at_RefArch',
      'cc-at_RefArch_2',
      'cc-sg_RefArch',
    ]);
  });

  it('may do without the site', () => {
    expect([PLAIN.accessToken, PLAIN.accessTokenChunk(2), PLAIN.usid, PLAIN.guard]).toEqual([
      'cc-at',
      'cc-at_2',
      'usid',
      'cc-sg',
    ]);
  });

  it('bind the row to its host on https, and nothing else', () => {
    const secure = createCookieNames({ siteId: 'RefArch' }, true);
    expect([NAMES.row, secure.row, PLAIN.row]).toEqual([
      'cc-bff_RefArch',
      '__Host-cc-bff_RefArch',
      '__Host-cc-bff',
    ]);
    expect(secure.isToken('__Host-cc-bff_RefArch')).toBe(true);
    expect({ ...secure.beside, at: secure.accessToken, usid: secure.usid }).toEqual({
      ...NAMES.beside,
      at: NAMES.accessToken,
      usid: NAMES.usid,
    });
  });

  it.each([
    ['cc-at_RefArch_2', true],
    ['cc-at_RefArch_10', true],
    ['cc-at_RefArch', false],
    ['cc-at_RefArch_1', false],
    ['cc-at_RefArch_0', false],
    ['cc-at_RefArch_02', false],
    ['cc-at_RefArch_2x', false],
    ['cc-at_RefArch_', false],
    ['cc-at_RefArchX_2', false],
    ['cc-at_2', false],
  ])('know a chunk: %s', (name, isChunk) => {
    expect(NAMES.isChunk(name)).toBe(isChunk);
  });

  it('are not those of another site, of the session or of the guard', () => {
    for (const name of ['cc-at', 'cc-nx_Other', 'usid', 'dwsid', 'dw_dnt', 'cc-sg_RefArch']) {
      expect(NAMES.isToken(name)).toBe(false);
    }
    for (const name of ['cc-at_RefArch', 'cc-nx_RefArch', 'usid_RefArch', 'cc-bff_RefArch']) {
      expect(NAMES.isToken(name)).toBe(true);
    }
  });

  it('are not made for a site that no cookie takes', () => {
    expect(() => createCookieNames({ siteId: 'a;b' }, true)).toThrow(TypeError);
  });
});

describe('what a browser is known by', () => {
  it('is nothing without cookies', () => {
    for (const header of [undefined, '', ';', 'other=1']) {
      expect(read(header)).toMatchObject({
        accessToken: null,
        mustRefresh: false,
        refreshToken: null,
        usid: null,
        dwsid: null,
        isGuarded: false,
        hasReloaded: false,
        dnt: null,
        row: null,
      });
    }
  });

  it('is everything that plugin_slas and PWA Kit have written', () => {
    const header = [
      `cc-at_RefArch=${FIRST}`,
      `cc-at_RefArch_2=${SECOND}`,
      'cc-nx-g_RefArch=RT-0.x',
      'usid_RefArch=u-1',
      'dwsid=abc==',
      'cc-sg_RefArch=1',
      'dw_dnt=0',
    ].join('; ');
    expect(read(header)).toMatchObject({
      accessToken: JWT,
      mustRefresh: false,
      refreshToken: { kind: 'guest', value: 'RT-0.x' },
      usid: 'u-1',
      dwsid: 'abc==',
      isGuarded: true,
      dnt: false,
    });
    expect(read(header).receivedNames).toEqual(
      new Set(header.split('; ').map((pair) => pair.slice(0, pair.indexOf('=')))),
    );
  });

  it('is read under the names of one site alone', () => {
    const header = `cc-at=${FIRST}; cc-at_2=${SECOND}; cc-nx=R; usid=u; cc-sg=1`;
    expect(read(header, PLAIN)).toMatchObject({ accessToken: JWT, usid: 'u', isGuarded: true });
    expect(read(header)).toMatchObject({ accessToken: null, refreshToken: null, usid: null });
  });

  it('puts the registered refresh token before the guest’s', () => {
    const header = 'cc-nx-g_RefArch=G; cc-nx_RefArch=R';
    expect(read(header).refreshToken).toEqual({ kind: 'registered', value: 'R' });
    expect(read('cc-nx-g_RefArch=G; cc-nx_RefArch=').refreshToken).toEqual({
      kind: 'guest',
      value: 'G',
    });
  });

  it('must be renewed where controllers say so, leftover chunks or not', () => {
    for (const header of [
      'cc-at_RefArch=refresh',
      `cc-at_RefArch=refresh; cc-at_RefArch_2=${SECOND}`,
      `cc-at_RefArch=refresh${SECOND}`,
    ]) {
      expect(read(header)).toMatchObject({ mustRefresh: true, accessToken: null });
    }
  });

  it('has a token also where a chunk of a longer one is left behind', () => {
    const header = `cc-at_RefArch=${FIRST}; cc-at_RefArch_2=${SECOND}; cc-at_RefArch_3=tail`;
    expect(read(header).accessToken).toBe(JWT);
  });

  it('has no token where its chunks do not fit', () => {
    for (const header of [
      `cc-at_RefArch_2=${SECOND}`,
      `cc-at_RefArch=${FIRST}; cc-at_RefArch_3=${SECOND}`,
      'cc-at_RefArch=a.b',
      'cc-at_RefArch=undefined',
      `cc-at_RefArch=${'x'.repeat(9000)}.${'x'.repeat(9000)}.x`,
    ]) {
      expect(read(header).accessToken).toBeNull();
    }
  });

  it.each(['cc-at_RefArch', 'cc-nx_RefArch', 'usid_RefArch', 'dwsid', 'dw_dnt', 'cc-sg_RefArch'])(
    'believes no %s that stands twice, and knows that it came',
    (name) => {
      const value = name === 'cc-at_RefArch' ? 'a.b.c' : '1';
      const nothing = { ...read(undefined), receivedNames: new Set([name]) };
      expect(read(`${name}=${value}`)).not.toEqual(nothing);
      expect(read(`${name}=${value}; ${name}=${value}`)).toEqual(nothing);
    },
  );

  it.each([
    ['usid_RefArch', 'a b'],
    ['usid_RefArch', 'a%3Bb'],
    ['usid_RefArch', 'x'.repeat(129)],
    ['dwsid', 'a%0D%0Ab'],
    ['dwsid', 'a%3B%20dwsid=b'],
    ['dwsid', ''],
    ['dwsid', 'x'.repeat(257)],
    ['cc-nx_RefArch', 'x'.repeat(257)],
    ['cc-nx_RefArch', 'a%20b'],
    ['cc-nx_RefArch', '%E0%A4%A'],
    ['dw_dnt', 'true'],
    ['cc-sg_RefArch', '3'],
  ])('takes no %s of %j', (name, value) => {
    const nothing = { ...read(undefined), receivedNames: new Set([name]) };
    expect(read(`${name}=${value}`)).toEqual(nothing);
  });

  it.each([
    ['1', false],
    ['2', true],
  ])('tells by the guard whether the session had to come along: %s', (value, hasReloaded) => {
    expect(read(`cc-sg_RefArch=${value}`)).toMatchObject({ isGuarded: true, hasReloaded });
  });

  it('decodes what scripts have encoded', () => {
    expect(read('dwsid=abc%3D%3D')).toMatchObject({ dwsid: 'abc==' });
  });

  it('never throws, and finds nothing that cannot be sent on', () => {
    const name = fc.constantFrom('cc-at_RefArch', 'cc-at_RefArch_2', 'cc-nx_RefArch', 'dwsid', 'x');
    const pair = fc.tuple(name, fc.string({ unit: 'binary' })).map((both) => both.join('='));
    const header = fc.oneof(
      fc.array(pair).map((pairs) => pairs.join(';')),
      fc.string(),
    );
    fc.assert(
      fc.property(header, (text) => {
        const { accessToken, refreshToken, usid, dwsid } = read(text);
        for (const value of [accessToken, refreshToken?.value, usid, dwsid]) {
          expect(value ?? 'x').toMatch(/^[\x21-\x7e]+$/);
        }
      }),
    );
  });
});

describe('a cookie for the browser', () => {
  const cookie = { name: 'a', value: 'v', maxAgeSeconds: 60, httpOnly: true };

  it('is for every path of this host, and for https where we are', () => {
    expect(writeShopperCookie(cookie, true)).toBe(
      'a=v; Max-Age=60; Path=/; HttpOnly; Secure; SameSite=Lax',
    );
    expect(writeShopperCookie({ ...cookie, httpOnly: false }, false)).toBe(
      'a=v; Max-Age=60; Path=/; SameSite=Lax',
    );
  });

  it('may live as long as the browser, and is over where its time is', () => {
    expect(writeShopperCookie({ ...cookie, maxAgeSeconds: null }, false)).not.toContain('Max-Age');
    expect(writeShopperCookie({ ...cookie, maxAgeSeconds: -5 }, false)).toContain('Max-Age=0;');
    expect(writeShopperCookie(removalOf('a'), false)).toBe('a=; Max-Age=0; Path=/; SameSite=Lax');
  });

  it('leaves a session id byte by byte as it is', () => {
    expect(writeShopperCookie({ ...cookie, value: 'aB-_==' }, false)).toMatch(/^a=aB-_==;/);
  });

  it('holds no more than itself, whatever its value, and reads as it was written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (value) => {
        const line = writeShopperCookie({ ...cookie, value }, true);
        expect(line).toMatch(/^a=[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]*; Max-Age=60; Path/);
        expect(parseSetCookie(line)).toMatchObject({ name: 'a', value, maxAge: 60, path: '/' });
      }),
    );
  });

  it('bears half a character', () => {
    expect(writeShopperCookie({ ...cookie, value: '\ud800' }, true)).toMatch(/^a=%EF%BF%BD;/);
  });
});
