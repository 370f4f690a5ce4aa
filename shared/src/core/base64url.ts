/** Encodes without padding (RFC 4648 §5). */
export function encodeBase64url(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64url');
}

/**
 * Decodes strictly: no padding, no white space, no second spelling of the same bytes.
 *
 * `Buffer.from(text, 'base64url')` also takes `+/=`, blanks and stray trailing bits; a token that has
 * two spellings can be counted twice, so only the canonical one passes (RFC 4648 §3.5).
 * Writing the bytes again tells all of that apart at once: it uses the alphabet and nothing else.
 *
 * @returns The bytes, or null when `text` is not the canonical encoding of anything.
 */
export function decodeBase64url(text: string): Uint8Array | null {
  const bytes = Buffer.from(text, 'base64url');
  return bytes.toString('base64url') === text ? bytes : null;
}
