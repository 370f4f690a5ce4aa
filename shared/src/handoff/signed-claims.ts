import { decodeBase64url, encodeBase64url } from '../core/base64url.ts';
import { decodeState } from '../state/encode.ts';
import { StateError } from '../state/errors.ts';
import type { Options } from '../state/line.ts';
import type { ShippingChoice } from '../state/shopping-state.ts';
import { viewCart } from '../state/view.ts';
import { type HandoffClaims, JTI_BYTES } from './claims.ts';
import { MAX_RETURN_CHARACTERS } from './constants.ts';
import { HandoffError } from './errors.ts';
import { type Identity, isId, type Link } from './link.ts';
import { parseParkedRef } from './parked-state.ts';
import { parseReturnHandle } from './return-handle.ts';
import { parseChallenge, parseFlowId } from './verifier.ts';

/** A cart line as a signed token spells it. */
export interface SignedLine {
  readonly sku: string;
  readonly quantity: number;
  readonly options?: Options;
}

/** The claims of a signed token, in this order. docs/protocol.md §4.2 names every one. */
export interface SignedClaims {
  readonly iss: string;
  readonly aud: string;
  readonly iat: number;
  readonly jti: string;
  readonly flow: string;
  readonly challenge: string;
  readonly return: string;
  /** Where the state waits, in place of the seven that follow. */
  readonly parked?: string;
  readonly visitor?: string;
  readonly cart?: readonly SignedLine[];
  readonly promotions?: readonly string[];
  readonly shipping?: ShippingChoice | null;
  readonly locale?: string;
  readonly currency?: string;
  /** Encoded state: what the plain claims say, with the history that a merge takes. */
  readonly state?: string;
  readonly link?: Omit<Identity, 'kind'> | { readonly sid: string };
  readonly mark?: string;
  readonly returnHandle?: string;
}

/** Between whom a token goes, as origins. */
export interface Parties {
  readonly iss: string;
  readonly aud: string;
}

/**
 * Spells claims in plain words.
 *
 * @param mark Sealed, see `sealMark`.
 */
export function writeSignedClaims(
  claims: HandoffClaims,
  { iss, aud }: Parties,
  mark?: string,
): SignedClaims {
  const { issuedAt, jti, flow, challenge, returnPath, state, link, returnHandle } = claims;
  return {
    iss,
    aud,
    iat: issuedAt,
    jti,
    flow,
    challenge: encodeBase64url(challenge),
    return: returnPath,
    ...(state instanceof Uint8Array ? writeState(state) : { parked: state.ref }),
    ...(link && { link: writeLink(link) }),
    ...(mark !== undefined && { mark }),
    ...(returnHandle !== undefined && { returnHandle }),
  };
}

/**
 * Reads claims that were verified. What stands there beside them, or in other words, is for the caller to find, by
 * spelling them once more.
 *
 * @throws {HandoffError} `ERR_HANDOFF_MALFORMED` on any other shape.
 */
export function readSignedClaims(value: Readonly<Record<string, unknown>>): HandoffClaims {
  const { iat, jti, flow, challenge, return: returnPath, returnHandle } = value;
  const state = readState(value);
  const hash = isText(challenge) ? parseChallenge(challenge) : null;
  const link = value.link === undefined ? null : readLink(value.link);
  const wellFormed =
    Number.isSafeInteger(iat) &&
    isText(jti) &&
    decodeBase64url(jti)?.length === JTI_BYTES &&
    isText(flow) &&
    parseFlowId(flow) !== null &&
    isText(returnPath) &&
    returnPath.length <= MAX_RETURN_CHARACTERS &&
    (returnHandle === undefined ||
      (isText(returnHandle) && parseReturnHandle(returnHandle) !== null));
  if (!wellFormed || !state || !hash || link === undefined) throw malformed();
  return {
    jti,
    issuedAt: Number(iat),
    flow,
    challenge: hash,
    returnPath,
    state,
    link,
    ...(returnHandle !== undefined && { returnHandle }),
  };
}

function writeState(bytes: Uint8Array): Partial<SignedClaims> {
  const state = readEncoded(bytes);
  const { lines, promotions, shipping, locale, currency } = viewCart(state);
  return {
    visitor: state.visitorId,
    cart: lines.map(({ sku, quantity, options }) => ({
      sku,
      quantity,
      ...(options && { options }),
    })),
    promotions,
    shipping,
    ...(locale !== undefined && { locale }),
    ...(currency !== undefined && { currency }),
    state: encodeBase64url(bytes),
  };
}

function readEncoded(bytes: Uint8Array) {
  try {
    return decodeState(bytes);
  } catch (cause) {
    if (!(cause instanceof StateError)) throw cause;
    throw malformed({ cause });
  }
}

function readState({ state, parked }: Readonly<Record<string, unknown>>) {
  if (parked === undefined) return isText(state) ? decodeBase64url(state) : null;
  const ref = isText(parked) ? parseParkedRef(parked) : null;
  return ref === null ? null : { ref };
}

function writeLink(link: Link): NonNullable<SignedClaims['link']> {
  const { sid } = link;
  return link.kind === 'identity' ? { entity: link.entity, sid, epoch: link.epoch } : { sid };
}

/** Undefined when it is none. */
function readLink(value: unknown): Link | undefined {
  const { entity, sid, epoch } = (value ?? {}) as Readonly<Record<string, unknown>>;
  if (!isId(sid)) return undefined;
  if (entity === undefined && epoch === undefined) return { kind: 'signed-out', sid };
  const wellFormed = isId(entity) && Number.isSafeInteger(epoch);
  return wellFormed ? { kind: 'identity', entity, sid, epoch: Number(epoch) } : undefined;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function malformed(options?: ErrorOptions): HandoffError {
  return new HandoffError('ERR_HANDOFF_MALFORMED', 'the claims have another shape', options);
}
