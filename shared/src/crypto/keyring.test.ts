import { describe, expect, it } from '@jest/globals';
import { encodeBase64url } from '../core/base64url.ts';
import { createKeyring, parseKeyring } from './keyring.ts';

const SECRET = encodeBase64url(Uint8Array.from({ length: 32 }, (_, i) => 200 - i));
const SHORT = SECRET.slice(0, 40);

function messageOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    expect(error instanceof TypeError || error instanceof RangeError).toBe(true);
    return (error as Error).message;
  }
  throw new Error('expected a refusal');
}

describe('a keyring', () => {
  it('keeps the order of its keys', () => {
    const ring = parseKeyring(`new:${SECRET}, old:${SECRET}`);
    expect(ring.keys.map(({ kid }) => kid)).toEqual(['new', 'old']);
    expect(ring.keys[0].secret).toHaveLength(32);
  });

  it.each([
    '',
    ',',
    'new',
    ':',
    `:${SECRET}`,
    `new:${SHORT}`,
    `new:${SECRET}A`,
    `new:${SECRET}=`,
    `new:${SECRET}:${SECRET}`,
    `${SECRET}:new`,
    `${SECRET}:${SECRET}`,
    SECRET,
    `seventeen-letters:${SECRET}`,
    `new:${SECRET},new:${SECRET}`,
    `new:${SECRET},`,
    `new key:${SECRET}`,
    `new:${SECRET};old:${SECRET}`,
  ])('refuses %j and does not repeat it', (text) => {
    const message = messageOf(() => parseKeyring(text));
    for (const part of text.split(/[:,;]/).filter((each) => each.length > 3)) {
      expect(message).not.toContain(part);
    }
  });

  it('does not print a secret that stands where the kid belongs', () => {
    expect(messageOf(() => parseKeyring('hunter2'))).not.toContain('hunter2');
    expect(messageOf(() => parseKeyring('hunter2:'))).toBe('key 1 expected 32 bytes, got 0');
  });

  it('refuses an empty list', () => {
    expect(() => createKeyring([])).toThrow(TypeError);
  });

  it('refuses a secret of another size', () => {
    const key = { kid: 'k', secret: new Uint8Array(31) };
    expect(() => createKeyring([key])).toThrow(RangeError);
    expect(() => createKeyring([{ ...key, secret: new Uint8Array(33) }])).toThrow(RangeError);
  });
});
