import { describe, expect, it } from '@jest/globals';
import { createSeededRandom } from '../../../test/support/seeded-random.ts';
import { createPairSeal, type PairSeal } from './pair-seal.ts';
import { VisitCookies } from './visit-cookies.ts';

const NAMING = { siteId: 'RefArch' };
const KEPT = { begins: false, maxAgeSeconds: 60 };
const ANEW = { begins: true, maxAgeSeconds: 60 };

function look(seal: PairSeal, header: string | undefined, dwsid: string | null) {
  const sealed = seal.read(header);
  return sealed && { ...sealed, isOf: sealed.isOf(dwsid) };
}

function createWorld({
  secret = 'a secret',
  secure = false,
}: {
  secret?: string | null;
  secure?: boolean;
} = {}) {
  const options = { naming: NAMING, secure, random: createSeededRandom('seal'), secret };
  const seal = createPairSeal(options);
  const browser = new VisitCookies(undefined);
  return {
    seal,
    browser,
    options,
    write: (dwsid: string | null, customerId: string, how = KEPT) => {
      const written = seal.write(browser.header(), { dwsid, customerId }, how);
      browser.add(written);
      return written;
    },
    read: (dwsid: string | null) => look(seal, browser.header(), dwsid),
  };
}

describe('a seal', () => {
  it('is about one session and one customer', () => {
    const { write, read } = createWorld();
    write('session', 'jane');
    expect(read('session')).toEqual({ customerId: 'jane', isOf: true, isStale: false });
    expect(read('another')).toMatchObject({ isOf: false });
    expect(read(null)).toMatchObject({ isOf: false });
  });

  it('tells an answer from before by its generation, and is not brought back by it', () => {
    const { browser, write, read } = createWorld();
    write('session', 'guest');
    const late = write('session', 'guest');
    write('next', 'jane', ANEW);
    browser.add(late);
    expect(read('session')).toMatchObject({ isStale: true });
    write('next', 'jane');
    expect(read('next')).toEqual({ customerId: 'jane', isOf: true, isStale: false });
  });

  it('writes a generation only where one begins', () => {
    const { write } = createWorld();
    expect(write('session', 'guest')).toHaveLength(2);
    expect(write('session', 'guest')).toHaveLength(1);
    expect(write('session', 'jane', ANEW)).toHaveLength(2);
  });

  it('makes what was there stale when it is cleared', () => {
    const { browser, seal, write, read } = createWorld();
    const late = write('session', 'jane');
    browser.add(seal.clear());
    expect(read('session')).toBeNull();
    browser.add(late.slice(0, 1));
    expect(read('session')).toMatchObject({ isStale: true });
  });

  it('is read by every process that knows the secret, and by no other as its own', () => {
    const { browser, options, write } = createWorld();
    write('session', 'jane');
    const header = browser.header();
    expect(look(createPairSeal(options), header, 'session')).toMatchObject({ isOf: true });
    const other = createPairSeal({ ...options, secret: 'another secret' });
    expect(look(other, header, 'session')).toMatchObject({ isOf: false });
  });

  it('proves nothing without a secret', () => {
    expect(createWorld().seal.isProof).toBe(true);
    expect(createWorld({ secret: null }).seal.isProof).toBe(false);
  });

  it.each([
    '',
    'x',
    'a.b.c',
    `${'A'.repeat(12)}.jane.${'A'.repeat(42)}`,
    `${'A'.repeat(12)}..${'A'.repeat(43)}`,
  ])('takes nothing that is none: %j', (value) => {
    const { seal } = createWorld();
    expect(seal.read(`cc-pair_RefArch=${value}`)).toBeNull();
  });

  it('begins a generation in place of one that is none of ours', () => {
    const { browser, write, read } = createWorld();
    browser.add(['cc-gen_RefArch=x; Path=/']);
    expect(write('session', 'guest')).toHaveLength(2);
    expect(read('session')).toEqual({ customerId: 'guest', isOf: true, isStale: false });
  });

  it('is believed in neither place where it stands twice, nor under a longer name', () => {
    const { browser, write, seal } = createWorld();
    write('session', 'guest');
    const header = browser.header() ?? '';
    const [pair = ''] = header.split('; ');
    expect(seal.read(`${header}; ${pair}`)).toBeNull();
    expect(seal.read(`x${pair}`)).toBeNull();
    expect(seal.read(` a=1;${pair} ;b=2`)?.isOf('session')).toBe(true);
  });

  it('cannot be made for another customer, session or generation', () => {
    const { browser, write, seal } = createWorld();
    write('session', 'guest');
    const header = browser.header() ?? '';
    for (const forged of [
      header.replace('guest', 'jane0'),
      header.replace(/=(.)/, (_, c) => `=${c === 'A' ? 'B' : 'A'}`),
    ]) {
      expect(look(seal, forged, 'session')).toMatchObject({ isOf: false });
    }
  });

  it('has one spelling: another last letter for the same bytes is none of ours', () => {
    const { write, browser, seal } = createWorld();
    write('S1', 'abc', ANEW);
    const header = browser.header() ?? '';
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const respelt = header.replace(/(cc-pair_RefArch=[^;]*)([^;])/, (_, rest, last) => {
      return `${rest}${alphabet[alphabet.indexOf(last) ^ 1]}`;
    });
    expect(respelt).not.toBe(header);
    expect(seal.read(header)?.isOf('S1')).toBe(true);
    expect(seal.read(respelt)?.isOf('S1')).toBe(false);
  });

  it('is for the host alone on https, and for no script in any case', () => {
    const { write } = createWorld({ secure: true });
    for (const cookie of write('session', 'jane')) {
      expect(cookie).toMatch(/^__Host-cc-(?:pair|gen)_RefArch=.*; HttpOnly; Secure; SameSite=Lax$/);
    }
  });
});
