import { createDecipheriv, hkdfSync } from 'node:crypto';
import { hchacha20 } from '../support/xchacha.ts';

/** What opening takes besides the sealed text. */
export interface SealKey {
  readonly kid: string;
  /** 32 bytes. */
  readonly root: Uint8Array;
  /** The labels with `domain-bridge` before them, joined by line feeds. */
  readonly info: string;
}

/**
 * Opens a sealed text after docs/protocol.md §2, with nothing of the package: HKDF of node:crypto, HChaCha20 written
 * from the draft, ChaCha20-Poly1305 of RFC 8439, padding.
 */
export function openSeal(text: string, { kid, root, info }: SealKey): Uint8Array {
  const sealed = Buffer.from(text, 'base64url');
  const header = Buffer.concat([Uint8Array.of(1, kid.length), Buffer.from(kid)]);
  if (!sealed.subarray(0, header.length).equals(header)) throw new RangeError('another header');
  const nonce = sealed.subarray(header.length, header.length + 24);
  const key = Buffer.from(hkdfSync('sha256', root, '', info, 32));
  const subkey = hchacha20(key, nonce.subarray(0, 16));
  const shortNonce = Buffer.concat([Buffer.alloc(4), nonce.subarray(16)]);
  const decipher = createDecipheriv('chacha20-poly1305', subkey, shortNonce, { authTagLength: 16 });
  decipher.setAAD(Buffer.concat([header, Buffer.from(info)]), { plaintextLength: 0 });
  decipher.setAuthTag(sealed.subarray(-16));
  const body = sealed.subarray(header.length + 24, -16);
  return unpad(Buffer.concat([decipher.update(body), decipher.final()]));
}

function unpad(padded: Buffer): Uint8Array {
  const end = padded.lastIndexOf(0x80);
  const rest = padded.subarray(end + 1);
  if (end < 0 || padded.length % 32 !== 0 || rest.length > 31 || rest.some((byte) => byte !== 0)) {
    throw new RangeError('the padding is not whole');
  }
  return padded.subarray(0, end);
}
