import { createCipheriv, createDecipheriv, createSecretKey, randomBytes } from 'node:crypto';
import type { Peer } from './peer.ts';

const ALGORITHM = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;
const OPTIONS = { authTagLength: TAG_BYTES };

/**
 * The least that one can do: JSON under AES-256-GCM of node:crypto, in base64url. No header, no choice of keys, no
 * associated data, nothing checked after opening. The key is an object made once, which is its fastest form.
 */
export function createFloor(): Peer {
  const key = createSecretKey(randomBytes(32));
  return {
    seal({ json }) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv(ALGORITHM, key, iv, OPTIONS);
      const text = cipher.update(JSON.stringify(json), 'utf8');
      return Buffer.concat([iv, text, cipher.final(), cipher.getAuthTag()]).toString('base64url');
    },
    open(text) {
      const sealed = Buffer.from(text, 'base64url');
      const decipher = createDecipheriv(ALGORITHM, key, sealed.subarray(0, IV_BYTES), OPTIONS);
      decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
      const body = decipher.update(sealed.subarray(IV_BYTES, -TAG_BYTES));
      return JSON.parse(Buffer.concat([body, decipher.final()]).toString('utf8'));
    },
  };
}
