import { expect, it } from '@jest/globals';
import { systemRandom } from '../core/random.ts';
import { hashSessionId, mintSessionId, mintSid, parseSessionId } from './session-id.ts';

it('has 256 random bits and a prefix that says what it is', () => {
  const id = mintSessionId(systemRandom);
  expect(id).toMatch(/^ses_[\w-]{43}$/);
  expect(parseSessionId(id)).toBe(id);
  expect(mintSessionId(systemRandom)).not.toBe(id);
  expect(mintSid(systemRandom)).toMatch(/^sid_[\w-]{22}$/);
});

it('is kept as a hash that does not contain it', () => {
  const id = mintSessionId(systemRandom);
  expect(hashSessionId(id)).toMatch(/^[\w-]{43}$/);
  expect(hashSessionId(id)).not.toContain(id.slice(4));
});

it('is nothing else: no other length, alphabet, prefix or spelling', () => {
  const id = mintSessionId(() => new Uint8Array(32));
  const others = [
    '',
    'ses_',
    id.slice(4),
    id.slice(0, -1),
    `${id}A`,
    `${id}=`,
    `sid_${id.slice(4)}`,
    ` ${id}`,
    `${id.slice(0, -1)}B`,
  ];
  for (const text of others) expect(parseSessionId(text)).toBeNull();
});
