import { randomBytes } from 'node:crypto';
import { defaults, seal, unseal } from '@hapi/iron';
import type { Peer } from './peer.ts';

/** `@hapi/iron` with a password and its defaults: AES-256-CBC and HMAC-SHA-256 under keys derived anew each time. */
export function createIron(): Peer {
  const password = randomBytes(32).toString('base64url');
  return {
    seal: ({ json }) => seal(json, password, defaults),
    open: (text) => unseal(text, password, defaults),
  };
}
