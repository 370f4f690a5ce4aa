import { createHash, randomBytes } from 'node:crypto';

/** Lets its holder choose a new password, once: `rst_` and 43 characters of base64url (256 bit). */
export type ResetToken = `rst_${string}`;

const TOKEN_BYTES = 32;
const TOKEN = /^rst_[A-Za-z0-9_-]{43}$/;

/**
 * Mints a token.
 *
 * @param random Source of unpredictable bytes. Default: the operating system's.
 */
export function mintResetToken(random: (length: number) => Uint8Array = randomBytes): ResetToken {
  return `rst_${Buffer.from(random(TOKEN_BYTES)).toString('base64url')}`;
}

/** Reads a token from outside; null on anything else. Says nothing about whether it was ever issued. */
export function parseResetToken(input: unknown): ResetToken | null {
  return typeof input === 'string' && TOKEN.test(input) ? (input as ResetToken) : null;
}

/** What is stored of a token: its SHA-256. It has 256 bit of chance, so a fast hash without salt is enough. */
export function hashResetToken(token: ResetToken): string {
  return createHash('sha256').update(token).digest('base64url');
}
