import type { CborReader } from '../core/cbor-reader.ts';
import type { CborWriter } from '../core/cbor-writer.ts';

/** Tells the shop which user's browser this is. Display only: nothing on either side is granted by it. */
export interface Identity {
  readonly kind: 'identity';
  /** Pairwise pseudonym of the user: the shop never learns the id that checkout uses. */
  readonly entity: string;
  /** Name of the checkout session. */
  readonly sid: string;
  /** Birth epoch of that session. */
  readonly epoch: number;
}

/** Tells the shop that the checkout session `sid` ended by sign-out: its link and cart end with it. */
export interface SignedOut {
  readonly kind: 'signed-out';
  readonly sid: string;
}

/** What a token from checkout says about the shopper. */
export type Link = Identity | SignedOut;

const MAX_ID = 64;
const SIGNED_OUT_FIELDS = 1;
const IDENTITY_FIELDS = 3;

/** Writes a link as CBOR: `[entity, sid, epoch]` or `[sid]`. */
export function writeLink(writer: CborWriter, link: Link): void {
  if (link.kind === 'identity') {
    writer.array(IDENTITY_FIELDS);
    writer.text(link.entity);
    writer.text(link.sid);
    writer.integer(link.epoch);
  } else {
    writer.texts([link.sid]);
  }
}

/** Reads what `writeLink` wrote; null where neither shape begins. */
export function readLink(reader: CborReader): Link | null {
  const fields = reader.array();
  if (fields !== SIGNED_OUT_FIELDS && fields !== IDENTITY_FIELDS) return null;
  const first = reader.text();
  if (!isId(first)) return null;
  if (fields === SIGNED_OUT_FIELDS) return { kind: 'signed-out', sid: first };
  const sid = reader.text();
  const epoch = reader.integer(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
  return isId(sid) ? { kind: 'identity', entity: first, sid, epoch } : null;
}

/** Whether this may be the pseudonym of a user or the name of a session: 1–64 characters. */
export function isId(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= MAX_ID;
}
