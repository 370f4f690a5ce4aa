import { describe, expect, it } from '@jest/globals';
import { hashResetToken, mintResetToken, parseResetToken } from './reset-token.ts';

describe('a reset token', () => {
  it('carries its prefix and 256 bits, and differs each time', () => {
    expect(mintResetToken()).toMatch(/^rst_[\w-]{43}$/);
    expect(mintResetToken()).not.toBe(mintResetToken());
    expect(mintResetToken((length) => new Uint8Array(length))).toBe(`rst_${'A'.repeat(43)}`);
  });

  it('is read as it was minted', () => {
    const token = mintResetToken();
    expect(parseResetToken(token)).toBe(token);
  });

  it.each([
    [''],
    ['rst_'],
    [`ses_${'A'.repeat(43)}`],
    [`rst_${'A'.repeat(42)}`],
    [`rst_${'A'.repeat(44)}`],
    [`rst_${'A'.repeat(42)}=`],
    [`rst_${'A'.repeat(43)}\n`],
    [` rst_${'A'.repeat(43)}`],
    ['x'.repeat(1_000_000)],
    [undefined],
    [null],
    [7],
    [[`rst_${'A'.repeat(43)}`]],
  ])('is no %j', (input) => {
    expect(parseResetToken(input)).toBeNull();
  });

  it('is stored as a hash from which it cannot be told', () => {
    const token = mintResetToken();
    expect(hashResetToken(token)).toMatch(/^[\w-]{43}$/);
    expect(hashResetToken(token)).toBe(hashResetToken(token));
    expect(hashResetToken(token)).not.toContain(token.slice(4));
  });
});
