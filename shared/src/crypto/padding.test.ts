import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { PADDING_BLOCK, pad, unpad } from './padding.ts';

describe('padding', () => {
  it('comes off as it went on, whatever the bytes end in', () => {
    const bytes = fc.array(fc.constantFrom(0, 0x80, 1, 255), { maxLength: 100 });
    fc.assert(
      fc.property(bytes, (values) => {
        expect([...(unpad(pad(Uint8Array.from(values))) ?? [])]).toEqual(values);
      }),
    );
  });

  it('fills up to the next block, and adds one where the bytes fill theirs', () => {
    const lengths = [0, 1, 31, 32, 63, 64].map((n) => pad(new Uint8Array(n)).length);
    expect(lengths).toEqual([32, 32, 32, 64, 64, 96]);
  });

  it.each([
    ['nothing at all', []],
    ['zeros alone', Array(32).fill(0)],
    ['no mark before other bytes', [...Array(31).fill(0), 1]],
    ['a mark followed by something else', [0x80, ...Array(30).fill(0), 1]],
    ['a length between two blocks', [0x80, ...Array(30).fill(0)]],
    ['a mark more than a block from the end', [0x80, ...Array(63).fill(0)]],
  ])('does not come off %s', (_, bytes: number[]) => {
    expect(unpad(Uint8Array.from(bytes))).toBeNull();
  });

  it('has one form for every content', () => {
    const block = fc.uint8Array({ minLength: PADDING_BLOCK, maxLength: 2 * PADDING_BLOCK });
    fc.assert(
      fc.property(block, (padded) => {
        const bytes = unpad(padded);
        if (bytes) expect([...pad(bytes)]).toEqual([...padded]);
      }),
    );
  });
});
