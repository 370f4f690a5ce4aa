import { encodeBase64url } from '../core/base64url.ts';
import { nowSeconds } from '../core/clock.ts';
import type { CookieJar } from '../core/cookie.ts';
import { type HandoffClaims, JTI_BYTES } from '../handoff/claims.ts';
import { MAX_RETURN_CHARACTERS } from '../handoff/constants.ts';
import { HandoffError } from '../handoff/errors.ts';
import type { Link } from '../handoff/link.ts';
import { parseChallenge, parseFlowId } from '../handoff/verifier.ts';
import type { Session } from '../session/session.ts';
import { encodeState } from '../state/encode.ts';
import type { StateRecord } from '../state/record.ts';
import { type LocalCart, pullLocalCart } from './local-cart.ts';
import { parkState } from './parking.ts';
import { type BridgeParts, peerOriginOf } from './parts.ts';
import { returnHandleOf } from './return-handle.ts';
import { readRecord, readSession } from './shopper.ts';

/** What the receiver asks for, untrusted. */
export interface IssueRequest {
  readonly flow: string;
  readonly challenge: string;
  /** Passed on as it is: the receiver checks it again against its own list. */
  readonly returnPath: string;
}

/**
 * Seals the shopper's latest state for the browser that holds the verifier behind `challenge`.
 * Whoever asks with a challenge of his own gets a token that the shopper's browser cannot redeem, and
 * he has no way to receive it.
 *
 * @returns The URL to redirect to.
 * @throws {HandoffError} `ERR_HANDOFF_MALFORMED` on a request of another shape, `ERR_HANDOFF_TOO_LARGE`.
 */
export async function issueHandoff(
  parts: BridgeParts,
  jar: CookieJar,
  request: IssueRequest,
  cart?: LocalCart,
): Promise<string> {
  const flow = parseFlowId(request.flow);
  const challenge = parseChallenge(request.challenge);
  if (!flow || !challenge || request.returnPath.length > MAX_RETURN_CHARACTERS) {
    throw new HandoffError('ERR_HANDOFF_MALFORMED', 'the request for a token has another shape');
  }
  const session = await readSession(parts, jar);
  await pullLocalCart(parts, jar, session, cart);
  const record = await readRecord(parts, jar, session, 'latest');
  const returnHandle = await returnHandleOf(parts, jar, cart);
  const { state, ...who } = parts.outgoing.admit({
    state: record.state,
    link: linkFor(parts, session, record),
  });
  const claims = {
    jti: encodeBase64url(parts.random(JTI_BYTES)),
    issuedAt: nowSeconds(parts.clock),
    flow,
    challenge,
    returnPath: request.returnPath,
    state: encodeState(state),
    ...who,
    ...(returnHandle !== null && { returnHandle }),
  };
  const token = await spellToken(parts, claims);
  return `${peerOriginOf(parts).href}/bridge/accept?t=${token}`;
}

/** The state comes along where the link stays short enough; otherwise it waits here for the other server. */
async function spellToken(
  parts: BridgeParts,
  claims: HandoffClaims & { readonly state: Uint8Array },
): Promise<string> {
  const inline = await parts.outgoing.seal(claims);
  if (inline.length <= parts.inlineCharacters) return inline;
  const parked = await parkState(parts, claims.state);
  if (parked) return parts.outgoing.seal({ ...claims, state: parked });
  throw new HandoffError('ERR_HANDOFF_TOO_LARGE', `the token has ${inline.length} characters`);
}

/** Only checkout says who somebody is, and only by a pseudonym. */
function linkFor(
  { role, pairwise }: BridgeParts,
  session: Session,
  { endedSid }: StateRecord,
): Link | null {
  if (role !== 'checkout') return null;
  if (session.state !== 'anonymous' && pairwise) {
    const { sid, epoch } = session;
    return { kind: 'identity', entity: pairwise(session.entity), sid, epoch };
  }
  return endedSid === null ? null : { kind: 'signed-out', sid: endedSid };
}
