import { encode } from 'cborg';
import { encodeBase64url } from '../core/base64url.ts';
import { sha256 } from '../core/bytes.ts';
import { decodeFields } from '../core/cbor-fields.ts';
import type { Sealer } from '../crypto/sealer.ts';
import { type Identity, isId, type Link, type SignedOut } from './link.ts';

/**
 * Tells a shop whose cart it is that arrives, where no link may go. It recognizes nobody: by it the shop keeps the
 * cart of one account from another, and lets it go when its session signs out.
 */
export interface CartOwner {
  readonly kind: 'owner';
  /** 22 characters of base64url that stand for a user, for this purpose alone. */
  readonly owner: string;
  /** Name of the checkout session. */
  readonly sid: string;
}

/** What goes along in place of a link, sealed, in a signed token to a shop on plain HTTP. */
export type CartMark = CartOwner | SignedOut;

const OWNER_CHARACTERS = 22;

/** The mark that stands in for a link. */
export function markOf(link: Link): CartMark {
  return link.kind === 'signed-out' ? link : ownerOf(link);
}

/** Whose cart comes with somebody of this identity. Nothing leads back from the owner to the pseudonym. */
export function ownerOf({ entity, sid }: Pick<Identity, 'entity' | 'sid'>): CartOwner {
  const owner = encodeBase64url(sha256(`cart-owner\n${entity}`)).slice(0, OWNER_CHARACTERS);
  return { kind: 'owner', owner, sid };
}

/** Seals a mark: a CBOR array `[owner, sid]` or `[sid]`. Each time it reads otherwise. */
export function sealMark(mark: CartMark, sealer: Sealer): string {
  return sealer.seal(encode(mark.kind === 'owner' ? [mark.owner, mark.sid] : [mark.sid]));
}

/** Opens what `sealMark` sealed; null when it does not open or is something else. */
export function openMark(text: string, sealer: Sealer): CartMark | null {
  const opened = sealer.open(text);
  const fields = opened.ok ? decodeFields(opened.bytes) : [];
  const [a, b] = fields;
  if (fields.length === 1) return isId(a) ? { kind: 'signed-out', sid: a } : null;
  return fields.length === 2 && isId(a) && isId(b) ? { kind: 'owner', owner: a, sid: b } : null;
}
