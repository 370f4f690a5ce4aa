import { createHash, randomBytes, randomUUID } from 'node:crypto';

/** The 26 letters and digits of a customer id, guest (`gcid`) or registered (`rcid`). */
export function newCustomerId(): string {
  let id = '';
  while (id.length < 26) id += randomBytes(24).toString('base64url').replace(/[-_]/g, '');
  return id.slice(0, 26);
}

/** A usid: a UUID, so it needs no encoding in a Location that plugin_slas reads undecoded. */
export function newUsid(): string {
  return randomUUID();
}

/** 43 characters of base64url: the shape of authorization codes and refresh tokens. */
export function newOpaqueValue(): string {
  return randomBytes(32).toString('base64url');
}

/** A `dwsid`: 64 bytes, 86 characters of base64url and `==`. */
export function newSessionId(): string {
  return `${randomBytes(64).toString('base64url')}==`;
}

/** `C2C` and a long row of digits. */
export function newTokenId(): string {
  const high = BigInt(`0x${randomBytes(13).toString('hex')}`).toString();
  return `C2C${high.padStart(31, '0').slice(0, 31)}`;
}

/** Ten characters by which a log tells values apart without showing them. */
export function labelOf(value: string): string {
  return createHash('sha256').update(value).digest('base64url').slice(0, 10);
}
