import { decodeBase64url } from '../core/base64url.ts';

/** Bytes of a return handle. */
export const RETURN_HANDLE_BYTES = 16;

/** A return handle from outside, or null. */
export function parseReturnHandle(text: string): string | null {
  const bytes = decodeBase64url(text);
  return isReturnHandle(bytes) ? text : null;
}

/** Whether these are the bytes of a return handle. */
export function isReturnHandle(value: unknown): value is Uint8Array {
  return value instanceof Uint8Array && value.length === RETURN_HANDLE_BYTES;
}
