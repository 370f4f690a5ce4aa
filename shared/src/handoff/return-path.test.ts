import { describe, expect, it } from '@jest/globals';
import { type ReturnPaths, safeReturnPath } from './return-path.ts';

const PATHS: ReturnPaths = { fallback: '/checkout', allowed: ['/account', '/orders/*'] };
/** The loosest list there can be: what is refused under it is refused for its form. */
const ANY: ReturnPaths = { fallback: '/fallback', allowed: ['/*'] };

describe('a return path', () => {
  it.each([
    '/account',
    '/account?tab=orders&page=2',
    '/orders/7',
    '/orders/',
    '/orders/7/lines?sort=name',
    '/account?next=https://evil.test',
  ])('is followed when it is local and allowed: %s', (path) => {
    expect(safeReturnPath(path, PATHS)).toBe(path);
  });

  it('loses its fragment, which no server sees anyway', () => {
    expect(safeReturnPath('/account#', PATHS)).toBe('/account');
    expect(safeReturnPath('/account#top', PATHS)).toBe('/checkout');
  });

  it.each([null, undefined, '', '/', '/accounts', '/account/', '/Account', '/orders', '/admin'])(
    'gives way to the fallback when it is not on the list: %j',
    (path) => expect(safeReturnPath(path, PATHS)).toBe('/checkout'),
  );

  it.each([
    '//evil.test',
    '///evil.test',
    '/\\evil.test',
    '\\\\evil.test',
    '\\/evil.test',
    '/a\\b',
    'https:evil.test',
    'https://evil.test',
    'hTTps://evil.test',
    'http:/evil.test',
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'data:,x',
    'evil.test',
    '@evil.test',
    'user:pass@evil.test',
    '/%5cevil.test',
    '/%5Cevil.test',
    '/%2f%2fevil.test',
    '/%2F/evil.test',
    '/%2e%2e/evil',
    '/%252e%252e/evil',
    '/a/../b',
    '/a/./b',
    '/a/..',
    '/a\r\nLocation: x',
    '/a%0d%0aLocation:x',
    '/a%00',
    '/a%7f',
    '/\t/evil.test',
    '\t/a',
    ' /a',
    '/a b',
    '/é',
    '//éxample.test',
    '//xn--xample-9ua.test',
    '/a\u2028b',
    '/a?b\r\nc',
    '/a?b\tc',
    '/a?b\\c',
    '/a?é',
    '/a\u0000',
    '/a\u007f',
    '?a=b',
    '#a',
    '.',
  ])('gives way to the fallback whatever the list says: %j', (path) => {
    expect(safeReturnPath(path, ANY)).toBe('/fallback');
  });

  it('has 512 characters at most', () => {
    expect(safeReturnPath(`/${'x'.repeat(511)}`, ANY)).toHaveLength(512);
    expect(safeReturnPath(`/${'x'.repeat(512)}`, ANY)).toBe('/fallback');
    expect(safeReturnPath(`/${'x'.repeat(2_048)}`, ANY)).toBe('/fallback');
  });

  it('stays on its host in every browser: what it returns parses as a local path', () => {
    for (const path of ['/account', '/x?y=//evil.test', '/a//b', '/~a;b=c', "/a?b='c'"]) {
      const url = new URL(safeReturnPath(path, ANY), 'https://checkout.test');
      expect(url.origin).toBe('https://checkout.test');
    }
  });
});
