import { decodeBase64url, encodeBase64url } from '../core/base64url.ts';
import type { CborReader } from '../core/cbor-reader.ts';
import type { CborWriter } from '../core/cbor-writer.ts';
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

/** Writes a parked state as CBOR: `[ref]`. */
export function writeParkedState(writer: CborWriter, { ref }: ParkedState): void {
  writer.array(1);
  writer.bytes(Buffer.from(ref, 'base64url'));
}

/** Reads what `writeParkedState` wrote; null on an array of another length, or a reference that is none. */
export function readParkedState(reader: CborReader): ParkedState | null {
  if (reader.array() !== 1) return null;
  const ref = reader.bytes();
  return ref.length === REF_BYTES ? { ref: encodeBase64url(ref) } : null;
}
