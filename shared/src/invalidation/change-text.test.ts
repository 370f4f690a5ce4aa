import { describe, expect, it } from '@jest/globals';
import { isActorText, isReasonText } from './change-text.ts';

describe('what goes into the audit trail as it is', () => {
  it.each(['jane', 'Jürgen Müller (Hilfe)', '田中', 'x'.repeat(100), '👩‍💻'.repeat(33)])(
    'takes %j for a name',
    (text) => {
      expect([isActorText(text), isReasonText(text)]).toEqual([true, true]);
    },
  );

  it('takes reasons of 500 characters, and several lines', () => {
    expect(isReasonText('x'.repeat(500))).toBe(true);
    expect(isReasonText('one\r\n\ttwo')).toBe(true);
    expect(isActorText('one\ntwo')).toBe(false);
  });

  it.each([
    ['nothing', ''],
    ['a NUL', 'a\u0000b'],
    ['an escape sequence', 'a\u001b[2Jb'],
    ['a delete', 'a\u007fb'],
    ['a line separator', 'a\u2028b'],
    ['a paragraph separator', 'a\u2029b'],
    ['text turned around', 'a\u202eb'],
    ['isolated text', 'a\u2066b'],
    ['half a character', 'a\ud800b'],
    ['no text', 7],
    ['a list', ['a']],
    ['null', null],
    ['501 characters', 'x'.repeat(501)],
  ])('refuses %s', (_, value) => {
    expect([isActorText(value), isReasonText(value)]).toEqual([false, false]);
  });

  it('refuses a name of 101 characters', () => {
    expect(isActorText('x'.repeat(101))).toBe(false);
  });
});
