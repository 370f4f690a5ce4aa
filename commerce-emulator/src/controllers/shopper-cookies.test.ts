import { describe, expect, it } from '@jest/globals';
import type { AnswerCookies } from './answer-cookies.ts';
import { removeChunks, setAccessToken, shopperCookieNames } from './shopper-cookies.ts';

const names = shopperCookieNames('RefArch');

function createCookies() {
  const set = new Map<string, string>();
  const removed: string[] = [];
  const cookies: AnswerCookies = {
    set: (name, value) => void set.set(name, value),
    add: () => {
      throw new Error('not used');
    },
    remove: (name) => void removed.push(name),
  };
  return { cookies, set, removed };
}

describe('setAccessToken', () => {
  it.each([
    [1, ['cc-at_RefArch']],
    [1_199, ['cc-at_RefArch']],
    [1_200, ['cc-at_RefArch', 'cc-at_RefArch_2']],
    [2_399, ['cc-at_RefArch', 'cc-at_RefArch_2', 'cc-at_RefArch_3']],
  ])('writes %d characters in chunks of 1,199', (length, expected) => {
    const { cookies, set } = createCookies();
    const token = 'x'.repeat(length);
    setAccessToken(cookies, names, token);
    expect([...set.keys()]).toEqual(expected);
    expect([...set.values()].join('')).toBe(token);
    expect([...set.values()].every((chunk) => chunk.length <= 1_199)).toBe(true);
  });
});

describe('removeChunks', () => {
  it('removes what the new token has no use for, and nothing else', () => {
    const { cookies, removed } = createCookies();
    const received = {
      'cc-at_RefArch': 'a',
      'cc-at_RefArch_2': 'b',
      'cc-at_RefArch_3': 'c',
      'cc-at_RefArchGlobal_3': 'd',
      'cc-nx_RefArch': 'e',
    };
    removeChunks(cookies, names, received, 'x'.repeat(2_000));
    expect(removed).toEqual(['cc-at_RefArch_3']);
  });
});
