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

/** A link as CBOR: `[entity, sid, epoch]` or `[sid]`. */
export function writeLink(link: Link): readonly unknown[] {
  return link.kind === 'identity' ? [link.entity, link.sid, link.epoch] : [link.sid];
}

/** Reads what `writeLink` wrote; null on any other shape. */
export function parseLink(value: unknown): Link | null {
  if (!Array.isArray(value)) return null;
  const fields: readonly unknown[] = value;
  const [a, b, epoch] = fields;
  if (fields.length === 1) return isId(a) ? { kind: 'signed-out', sid: a } : null;
  const wellFormed = fields.length === 3 && isId(a) && isId(b) && Number.isSafeInteger(epoch);
  return wellFormed ? { kind: 'identity', entity: a, sid: b, epoch: Number(epoch) } : null;
}

/** Whether this may be the pseudonym of a user or the name of a session: 1–64 characters. */
export function isId(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= MAX_ID;
}
