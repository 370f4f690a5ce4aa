import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Bytes stand in hexadecimal everywhere, texts as they are. `expect` is `ok` or the code of the refusal. */
interface Vector {
  /** What it is about. */
  readonly comment: string;
  readonly expect: string;
}

/** Bytes that are a state, or are refused as one. */
export interface StateVector extends Vector {
  readonly state: string;
}

/** Two states and what they make together. */
export interface MergeVector extends Vector {
  readonly mine: string;
  readonly theirs: string;
  /** Where it is `ok`. */
  readonly merged?: string;
}

/** A token, and who receives it when. */
export interface TokenVector extends Vector {
  readonly token: string;
  readonly direction: 'to-checkout' | 'to-shopping';
  readonly shopping: string;
  readonly checkout: string;
  readonly keys: readonly { readonly kid: string; readonly key: string }[];
  /** The verifier in the browser's cookie of this flow; null: it has none. */
  readonly verifier: string | null;
  /** Seconds. */
  readonly now: number;
  /** What it says, where it is `ok`. */
  readonly claims?: TokenClaims;
}

/** What a token says. */
export interface TokenClaims {
  readonly jti: string;
  readonly issuedAt: number;
  readonly flow: string;
  readonly challenge: string;
  readonly returnPath: string;
  /** An encoded state, or the reference of one that is parked. */
  readonly state: string | { readonly ref: string };
  readonly link: readonly (string | number)[] | null;
  readonly returnHandle: string | null;
}

/** The whole file. */
export interface Vectors {
  readonly comment: string;
  readonly states: readonly StateVector[];
  readonly merges: readonly MergeVector[];
  readonly tokens: readonly TokenVector[];
}

/** Where the vectors are kept. */
export const VECTORS_FILE: string = join(import.meta.dirname, 'handoff-v1.json');

/** Reads the vectors that are kept. */
export function readVectors(): Vectors {
  return JSON.parse(readFileSync(VECTORS_FILE, 'utf8'));
}

/** Bytes in hexadecimal. */
export function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

/** The bytes of a text in hexadecimal. */
export function unhex(text: string): Buffer {
  return Buffer.from(text, 'hex');
}
