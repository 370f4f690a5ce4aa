import { describe, expect, it } from '@jest/globals';
import { createUserId, parseEmail } from './user.ts';

describe('parseEmail', () => {
  it('trims and lower-cases the whole address', () => {
    expect(parseEmail('  Ann.Lee+Shop@Example.COM\n')).toBe('ann.lee+shop@example.com');
  });

  it.each([
    ['a@b.example', 'one letter'],
    ["o'neill@example.com", 'an apostrophe'],
    ['shopper@localhost', 'a host without a dot, as browsers allow'],
    [`${'a'.repeat(64)}@example.com`, 'the longest local part'],
  ])('takes %s (%s)', (address) => {
    expect(parseEmail(address)).toBe(address);
  });

  it.each([
    ['', 'nothing'],
    ['ann', 'no @'],
    ['@example.com', 'no local part'],
    ['ann@', 'no domain'],
    ['ann@ex ample.com', 'a space'],
    ['ann@b@example.com', 'two @'],
    ['ann@-example.com', 'a label that begins with a hyphen'],
    ['ann@example..com', 'an empty label'],
    ['ann@example.com\r\nBcc: all@example.com', 'a line break'],
    ['änn@example.com', 'a letter outside ASCII'],
    [`${'a'.repeat(65)}@example.com`, 'a local part of 65'],
    [`a@${'b.'.repeat(126)}com`, 'more than 254 characters'],
  ])('refuses %j (%s)', (address) => {
    expect(parseEmail(address)).toBeNull();
  });

  it.each([undefined, null, 7, ['a@b.example'], { email: 'a@b.example' }])(
    'refuses %j, which is no text',
    (input) => {
      expect(parseEmail(input)).toBeNull();
    },
  );

  it('answers quickly on a megabyte', () => {
    expect(parseEmail(`${'a.'.repeat(500_000)}@`)).toBeNull();
  });
});

describe('createUserId', () => {
  it('carries its prefix and 128 bits', () => {
    expect(createUserId()).toMatch(/^usr_[\w-]{22}$/);
    expect(createUserId((length) => new Uint8Array(length))).toBe(`usr_${'A'.repeat(22)}`);
  });

  it('differs each time', () => {
    expect(createUserId()).not.toBe(createUserId());
  });
});
