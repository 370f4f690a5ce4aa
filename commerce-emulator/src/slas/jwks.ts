import type { Platform } from '../platform/platform.ts';
import { createSigningKey } from '../platform/signing-key.ts';
import type { SlasAnswer } from './slas-request.ts';

/** `GET jwks`: the key that signs, and one that will. @param hasWrongKeys Shows keys that signed nothing. */
export function createJwks({ key }: Platform): (hasWrongKeys: boolean) => SlasAnswer {
  const next = createSigningKey();
  return (hasWrongKeys) => {
    const current = hasWrongKeys ? createSigningKey() : key;
    return { status: 200, body: { keys: [current.publicJwk, next.publicJwk] } };
  };
}
