import { hkdfSync } from 'node:crypto';
import { encodeBase64url } from '../core/base64url.ts';
import { sha256, utf8 } from '../core/bytes.ts';
import type { Random } from '../core/random.ts';
import { createKeyring, KEY_BYTES } from '../crypto/keyring.ts';
import { createSealer } from '../crypto/sealer.ts';

/** What a flight is about. */
export interface FlightSubject {
  /** What is redeemed: a refresh token, the id of a session. 128 random bits or more, for a hash of it is stored. */
  readonly secret: string;
  /** What it is redeemed for, e.g. `refresh`. The results of one purpose are never taken for those of another. */
  readonly purpose: string;
}

/** Seals what lands, and opens what has landed. */
export interface FlightSeal {
  seal(result: Uint8Array): Uint8Array;
  /** Null where the bytes are not those that were sealed for this subject. */
  open(sealed: Uint8Array): Uint8Array | null;
}

/** The name under which a flight is stored: SHA-256 over purpose and secret, in base64url. */
export function flightKeyOf({ secret, purpose }: FlightSubject): string {
  return encodeBase64url(sha256(`${purpose}\n${secret}`));
}

/**
 * Makes the seal of a flight: XChaCha20-Poly1305 under a key that HKDF-SHA-256 (RFC 5869) derives from the
 * secret. So the store never holds a token that could be used, and a result opens for whoever has what it was
 * exchanged for, and for nobody else.
 *
 * @throws {TypeError} On an empty secret, and on a purpose that is empty or holds a line feed.
 */
export function createFlightSeal({ secret, purpose }: FlightSubject, random: Random): FlightSeal {
  if (secret === '') throw new TypeError('"secret" expected text, got none');
  if (purpose === '' || purpose.includes('\n')) {
    throw new TypeError('"purpose" expected text without line feeds');
  }
  const info = utf8(['domain-bridge', 'slas flight root', purpose].join('\n'));
  const root = new Uint8Array(hkdfSync('sha256', secret, new Uint8Array(0), info, KEY_BYTES));
  const keyring = createKeyring([{ kid: 'flight', secret: root }]);
  const sealer = createSealer({ keyring, labels: ['slas flight', purpose], random });
  return {
    seal: (result) => utf8(sealer.seal(result)),
    open(sealed) {
      const opened = sealer.open(Buffer.from(sealed).toString('latin1'));
      return opened.ok ? opened.bytes : null;
    },
  };
}
