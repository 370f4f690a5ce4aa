import { decode } from 'cborg';

/**
 * Reads a CBOR array out of authenticated bytes, for what is seldom read; what every request reads takes `CborReader`.
 *
 * @returns Its elements, of whatever type; none when the bytes are no CBOR, or no array.
 */
export function decodeFields(bytes: Uint8Array): readonly unknown[] {
  try {
    const fields: unknown = decode(bytes, { strict: true, allowIndefinite: false });
    return Array.isArray(fields) ? fields : [];
  } catch {
    return [];
  }
}
