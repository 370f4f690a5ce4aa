import { decodeBase64url, encodeBase64url } from '../core/base64url.ts';
import type { Random } from '../core/random.ts';

/** A state that waits at its sender, because it is too large for a link. */
export interface ParkedState {
  /** 22 characters of base64url, random, minted by the sender: stands for its row there and for nothing else. */
  readonly ref: string;
}

const REF_BYTES = 16;

/** A reference that nobody has had before. */
export function mintParkedRef(random: Random): string {
  return encodeBase64url(random(REF_BYTES));
}

/** A parked reference from outside, or null. */
export function parseParkedRef(text: string): string | null {
  return decodeBase64url(text)?.length === REF_BYTES ? text : null;
}

/** A parked state as CBOR: `[ref]`. */
export function writeParkedState({ ref }: ParkedState): readonly unknown[] {
  return [Buffer.from(ref, 'base64url')];
}

/** Reads what `writeParkedState` wrote; null on any other shape. */
export function readParkedState(value: unknown): ParkedState | null {
  if (!Array.isArray(value) || value.length !== 1) return null;
  const [ref]: readonly unknown[] = value;
  const wellFormed = ref instanceof Uint8Array && ref.length === REF_BYTES;
  return wellFormed ? { ref: encodeBase64url(ref) } : null;
}
