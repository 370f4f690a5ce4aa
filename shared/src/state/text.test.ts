import { describe, expect, it } from '@jest/globals';
import { isFieldText, isLineText, isPromotionCode } from './text.ts';

describe('text of a state', () => {
  it('is measured by its own limit', () => {
    expect([isLineText('x'.repeat(64)), isLineText('x'.repeat(65))]).toEqual([true, false]);
    expect([isFieldText('x'.repeat(32)), isFieldText('x'.repeat(33))]).toEqual([true, false]);
    expect([isPromotionCode('x'.repeat(32)), isPromotionCode('x'.repeat(33))]).toEqual([
      true,
      false,
    ]);
  });

  it('may be in any script', () => {
    expect(['crème', '商品', '🧦', 'a b'].map(isLineText)).toEqual([true, true, true, true]);
  });

  it.each(['', '\u0000', 'a\n', '\u007f', '\u0085', '\ud800', 'a\udc00', '\ufeffa'])(
    'is not %j: empty, controlling, or not the same after UTF-8',
    (text) =>
      expect([isLineText(text), isFieldText(text), isPromotionCode(text)]).toEqual([
        false,
        false,
        false,
      ]),
  );

  it('is visible ASCII in a promotion code', () => {
    expect(['WELCOME10', '!~', 'a b', 'É', ' A'].map(isPromotionCode)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});
