import { randomBytes } from 'node:crypto';
import { sealData, unsealData } from 'iron-session';
import type { Peer } from './peer.ts';

/** `iron-session` with its defaults: the format of iron, by way of Web Crypto. */
export function createIronSession(): Peer {
  const password = randomBytes(32).toString('base64url');
  return {
    seal: ({ json }) => sealData(json, { password }),
    open: (text) => unsealData(text, { password }),
  };
}
