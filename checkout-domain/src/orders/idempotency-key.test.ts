import { describe, expect, it } from '@jest/globals';
import { parseIdempotencyKey } from './idempotency-key.ts';

describe('parseIdempotencyKey', () => {
  it.each(['a', '8e03978e-40d5-43dd-bc93-6894a57f9324', '"quoted"', '!~', 'k'.repeat(255)])(
    'takes %s as it stands',
    (key) => {
      expect(parseIdempotencyKey(key)).toBe(key);
    },
  );

  it.each([
    ['nothing', ''],
    ['256 characters', 'k'.repeat(256)],
    ['a space', 'a b'],
    ['two headers in one', 'a, b'],
    ['a line break at the end', 'a\n'],
    ['a letter outside ASCII', 'schlüssel'],
    ['a control character', 'a\u007f'],
    ['no header', undefined],
    ['a list', ['a']],
    ['a number', 7],
  ])('refuses %s', (_case, input) => {
    expect(parseIdempotencyKey(input)).toBeNull();
  });
});
