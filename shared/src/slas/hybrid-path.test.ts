import { describe, expect, it } from '@jest/globals';
import { normalPathOf, originFormOf } from './hybrid-path.ts';

describe('a path that rules are compared with', () => {
  it.each([
    ['/p/1', '/p/1'],
    ['/p/1?q=/cart', '/p/1'],
    ['/%70/1', '/p/1'],
    ['/P/1', '/P/1'],
    ['//p///1', '/p/1'],
    ['/p/', '/p/'],
    ['/./p/.', '/p/'],
    ['/cart/../p/1', '/p/1'],
    ['/cart/%2E%2e/p/1', '/p/1'],
    ['/p/..', '/'],
    ['/p/1/..', '/p/'],
    ['/p/...', '/p/...'],
    ['/p/..x', '/p/..x'],
    ['/a%252fb', '/a%2fb'],
    ['/a%3fb', '/a?b'],
    ['/a%23b', '/a#b'],
    ['/a%5cb', '/a\\b'],
    ['/a%20b', '/a b'],
    ['/%c3%a9', '/\u00c3\u00a9'],
    ['/', '/'],
    ['//', '/'],
    ['http://shop.example', '/'],
    ['http://shop.example?q', '/'],
    ['HTTPS://shop.example:443/p/1?q', '/p/1'],
    ['http://[::1]:80/p/1', '/p/1'],
  ])('is, of %j, %j', (target, expected) => {
    expect(normalPathOf(target)).toBe(expected);
  });

  it.each([
    ['an encoded slash', ['/p%2f1', '/p%2F1', '/p/..%2fcart']],
    ['a backslash', ['/p\\1', '\\p']],
    ['a fragment', ['/p#1', '/#', 'http://shop.example#x']],
    ['an escape that is none', ['/%', '/%2', '/%zz', '/p/%g0']],
    ['an encoded zero', ['/p/%00', '/%00']],
    ['blanks and control characters', ['/a b', '/a\tb', '/a\nb', '/a\u0000', '/a\u007f']],
    ['more steps up than down', ['/..', '/../p', '/p/../../p', '/p/%2e%2e/..']],
    ['no slash to begin with', ['', 'p/1', '*', '?q', '%2Fp', 'ftp://shop.example/p', 'http:///p']],
  ])('is none with %s', (_, targets) => {
    for (const target of targets) expect([target, normalPathOf(target)]).toEqual([target, null]);
  });

  it('takes from a query nothing at all', () => {
    expect(normalPathOf('/p?%2f\\#%zz ..')).toBe('/p');
  });
});

describe('the origin form of a request target', () => {
  it.each([
    ['/a//../b?c', '/a//../b?c'],
    ['http://shop.example:80/a//b?c=http://x/', '/a//b?c=http://x/'],
    ['http://shop.example?c', '/?c'],
    ['http://shop.example', '/'],
    ['*', '*'],
    ['', ''],
  ])('is, of %j, %j', (target, expected) => {
    expect(originFormOf(target)).toBe(expected);
  });
});
