import { expect, it } from '@jest/globals';
import { createTokenCache, tokenKey } from './token-cache.ts';

it('forgets on the second', () => {
  const cache = createTokenCache<string>(2);
  cache.set('a', 'one', 100);
  expect([cache.get('a', 99), cache.get('a', 100), cache.get('a', 99)]).toEqual([
    'one',
    null,
    null,
  ]);
  expect(cache.size()).toBe(0);
});

it('holds no more than it may, and drops what was not asked for the longest', () => {
  const cache = createTokenCache<number>(2);
  cache.set('a', 1, 100);
  cache.set('b', 2, 100);
  cache.get('a', 0);
  cache.set('c', 3, 100);
  expect([cache.get('a', 0), cache.get('b', 0), cache.get('c', 0)]).toEqual([1, null, 3]);
  cache.set('c', 4, 100);
  expect([cache.get('a', 0), cache.get('c', 0), cache.size()]).toEqual([1, 4, 2]);
});

it('knows a token by its hash', () => {
  expect(tokenKey('token')).toBe('PEaenWxYddN6Q_NT1PiOYfz4EsZu7jRXRlpAsNpBU-A');
});
