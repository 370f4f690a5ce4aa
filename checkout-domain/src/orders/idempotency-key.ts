/** 1–255 visible ASCII characters. No space: of two headers of one name, Node makes `a, b`. */
const KEY = /^[\x21-\x7e]{1,255}$/;

/**
 * Reads an `Idempotency-Key` header (draft-ietf-httpapi-idempotency-key-header). The key is taken as it
 * stands; quotation marks, where a client sends them, are part of it.
 *
 * @param input Untrusted.
 * @returns The key, or null when it is absent, sent twice or out of syntax: 400.
 */
export function parseIdempotencyKey(input: unknown): string | null {
  return typeof input === 'string' && KEY.test(input) ? input : null;
}
