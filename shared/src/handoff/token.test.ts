import { describe, expect, it } from '@jest/globals';
import { createKeyring } from '../crypto/keyring.ts';
import { createSealer, type Sealer } from '../crypto/sealer.ts';
import type { HandoffClaims } from './claims.ts';
import { openToken, sealToken } from './token.ts';

const KEYRING = createKeyring([{ kid: 'k1', secret: new Uint8Array(32).fill(1) }]);
const SEALER = createSealer({ keyring: KEYRING, labels: ['handoff', 'to-checkout'] });
const CLAIMS: HandoffClaims = {
  jti: Buffer.alloc(16, 1).toString('base64url'),
  issuedAt: 2_000_000_000,
  flow: 'ABCDEFGHIJKLMNOP',
  challenge: new Uint8Array(32),
  returnPath: '/',
  state: new Uint8Array(100),
  link: null,
};

function codeOf(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    return (error as { code: unknown }).code;
  }
}

describe('a token', () => {
  it('opens to the claims that were sealed', () => {
    expect(openToken(sealToken(CLAIMS, SEALER), SEALER)).toEqual(CLAIMS);
  });

  it('is base64url and names its key in clear', () => {
    const token = sealToken(CLAIMS, SEALER);
    expect(token).toMatch(/^[A-Za-z0-9_-]+$/);
    expect(Buffer.from(token, 'base64url').subarray(0, 4)).toEqual(Buffer.from('\x01\x02k1'));
  });

  it.each([
    ['nothing', '', 'ERR_HANDOFF_MALFORMED'],
    ['a letter outside the alphabet', 'AQ==', 'ERR_HANDOFF_MALFORMED'],
    ['another version', 'AgJrMQ', 'ERR_HANDOFF_VERSION'],
    ['an unknown key', 'AQJrMg', 'ERR_HANDOFF_UNKNOWN_KEY'],
    ['a head alone', 'AQJrMQ', 'ERR_HANDOFF_MALFORMED'],
    ['a seal of zeros', `AQJrMQ${'A'.repeat(78)}`, 'ERR_HANDOFF_NOT_AUTHENTIC'],
  ])('is refused when it is %s', (_, token, code) => {
    expect(codeOf(() => openToken(token, SEALER))).toBe(code);
  });

  it('is measured before it is opened', () => {
    const never: Sealer = {
      seal: () => '',
      open: () => {
        throw new Error('opened');
      },
    };
    expect(codeOf(() => openToken('A'.repeat(6_001), never))).toBe('ERR_HANDOFF_MALFORMED');
    expect(codeOf(() => openToken('', never))).toBe('ERR_HANDOFF_MALFORMED');
  });

  it('does not stand in the message of a refusal', () => {
    const token = sealToken(CLAIMS, SEALER).slice(0, -3);
    expect(() => openToken(token, SEALER)).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining(token.slice(0, 12)) }),
    );
  });
});
