import { describe, expect, it } from '@jest/globals';
import { dictionary } from '@zxcvbn-ts/language-common';
import { COMMON_PASSWORD_COUNT, isCommonPassword } from './common-passwords.ts';
import { findPasswordProblems, passwordRules } from './password-rules.ts';

const CONTEXT = { email: 'jane.shopper@example.com', shopName: 'Northwind Outfitters' };

describe('length', () => {
  it.each(['kX7#qLm', '🐎🐎🐎🐎🐎🐎🐎', ''])('refuses %j, which is shorter than 8', (password) => {
    expect(findPasswordProblems(password)).toEqual([expect.stringContaining('at least 8')]);
  });

  it('counts code points: eight emoji are eight', () => {
    expect(findPasswordProblems('🐎🐄🐖🐑🐐🐓🦆🦢')).toEqual([]);
  });

  it('takes 128 characters and refuses 129', () => {
    expect(findPasswordProblems('🐎'.repeat(128))).toEqual([]);
    expect(findPasswordProblems('🐎'.repeat(129))).toEqual([
      expect.stringContaining('at most 128'),
    ]);
  });
});

describe('characters', () => {
  it.each([
    'only lower case letters',
    'ONLYCAPITALSHERE',
    '8361947205',
    '        x        ',
    'пароль из слов',
    '"><img src=x>\\\'; --',
    'tab\tand\nline',
  ])('asks for no kinds of them: %j', (password) => {
    expect(findPasswordProblems(password)).toEqual([]);
  });

  it('refuses half a character, which would be one with every other half', () => {
    expect(findPasswordProblems('halved \ud83d text')).toHaveLength(1);
  });
});

describe('common passwords', () => {
  it('knows at least 3,000 that the length rule lets through', () => {
    expect(COMMON_PASSWORD_COUNT).toBeGreaterThanOrEqual(3_000);
  });

  it('refuses each of the 3,000 most common ones that are long enough', () => {
    const top = dictionary['passwords-common'].filter((word) => word.length >= 8).slice(0, 3_000);
    expect(top).toHaveLength(3_000);
    expect(top.filter((password) => findPasswordProblems(password).length === 0)).toEqual([]);
  });

  it.each(['password', 'PassWord', '12345678', 'iloveyou', 'TRUSTNO1'])(
    'refuses %s in any case',
    (password) => {
      expect(isCommonPassword(password)).toBe(true);
      expect(findPasswordProblems(password)).toEqual([expect.stringContaining('common')]);
    },
  );

  it('does not take a password for common because it contains one', () => {
    expect(findPasswordProblems('my password lives elsewhere')).toEqual([]);
  });
});

describe('context words', () => {
  it.each([
    'jane.shopper',
    'jane.shopper@example.com',
    'JaneShopper',
    'shopper2024!',
    'shoppershopper',
    'Northwind1!',
    'northwindoutfitters',
    'Northwind Outfitters',
    'outfitters-jane',
    'shopper12345678',
    'example.com99',
  ])('refuses %j', (password) => {
    expect(findPasswordProblems(password, CONTEXT)).toEqual([expect.stringContaining('too close')]);
  });

  it.each([
    ['shopper on a rainy day', 'enough is left without the word'],
    ['correct horse battery', 'no word is in it'],
  ])('takes %j, as %s', (password) => {
    expect(findPasswordProblems(password, CONTEXT)).toEqual([]);
  });

  it('ignores words too short to mean anything', () => {
    expect(findPasswordProblems('canalside', { email: 'al@x.io' })).toEqual([]);
  });

  it('needs no context', () => {
    expect(findPasswordProblems('northwind1')).toEqual([]);
  });
});

describe('sentences', () => {
  it('tell the rules, and never the password', () => {
    expect(passwordRules.length).toBeGreaterThanOrEqual(3);
    for (const password of ['short', 'password', 'shopper2024!', 'x'.repeat(129)]) {
      const [problem = ''] = findPasswordProblems(password, CONTEXT);
      expect(problem.endsWith('.')).toBe(true);
      if (password !== 'password') expect(problem).not.toContain(password);
    }
  });
});
