import { errors, jwtVerify, SignJWT } from 'jose';
import { decodeBase64url } from '../core/base64url.ts';
import { equalBytes, utf8 } from '../core/bytes.ts';
import {
  crossingLabels,
  type DomainPair,
  directionTo,
  peerOf,
  type Role,
} from '../crypto/direction.ts';
import type { Keyring } from '../crypto/keyring.ts';
import { createSealer } from '../crypto/sealer.ts';
import type { Random } from '../core/random.ts';
import { decodeState, encodeState } from '../state/encode.ts';
import { withoutPersonalWrites } from '../state/merge.ts';
import { markOf, openMark, sealMark } from './cart-mark.ts';
import type { HandoffClaims } from './claims.ts';
import { MAX_TOKEN_CHARACTERS } from './constants.ts';
import { HandoffError } from './errors.ts';
import { type Parties, readSignedClaims, writeSignedClaims } from './signed-claims.ts';
import { deriveTokenKeys, type TokenKey } from './signing-key.ts';
import type { TokenCodec } from './token-codec.ts';

/** What signed tokens of one direction are made of. */
export interface SignedTokenOptions {
  readonly keyring: Keyring;
  readonly pair: DomainPair;
  /** To whom they go. */
  readonly receiver: Role;
  /** Source of nonces for marks. */
  readonly random: Random;
}

const ALGORITHM = 'HS256';
/** RFC 8725 §3.11: what keeps a token from being taken for an event or any other JWT. */
const TYPE = 'bridge+jwt';
/** Bytes of a header are these, with a kid of its alphabet: no second spelling, and nothing that is not asked for. */
const HEADER = /^\{"alg":"HS256","typ":"bridge\+jwt","kid":"([A-Za-z0-9_-]{1,16})"\}$/;

/**
 * Tokens that anybody on the way can read and nobody can change, for customisations that must read the parameter:
 * compact JWS (RFC 7515) with HS256 under a derived key, selected by its kid and never tried out.
 *
 * Over plain HTTP a listener is among the readers. To a shop there, no link goes along, and no postal code.
 */
export function signedTokens({ keyring, pair, receiver, random }: SignedTokenOptions): TokenCodec {
  const direction = directionTo(receiver);
  const keysNow = deriveTokenKeys(keyring, crossingLabels('handoff-signed', direction, pair));
  const marks = createSealer({
    keyring,
    labels: crossingLabels('cart-mark', direction, pair),
    random,
  });
  const parties = { iss: pair[peerOf(receiver)].href, aud: pair[receiver].href };
  const isOverheard = receiver === 'shopping' && !pair.shopping.secure;

  return {
    mode: 'signed',
    admit: ({ state, link }) =>
      isOverheard
        ? { state: withoutPersonalWrites(state), link: null, ...(link && { mark: markOf(link) }) }
        : { state, link },
    async seal(claims) {
      if (isOverheard && !isFitForListeners(claims)) {
        throw new TypeError('these claims must not travel in the open: call "admit" first');
      }
      const [{ kid, secret }] = keysNow();
      const mark = claims.mark && sealMark(claims.mark, marks);
      return new SignJWT({ ...writeSignedClaims(claims, parties, mark) })
        .setProtectedHeader({ alg: ALGORITHM, typ: TYPE, kid })
        .sign(secret);
    },
    async open(token) {
      const { kid, payload } = takeApart(token);
      const key = keysNow().find((each) => each.kid === kid);
      if (!key) throw new HandoffError('ERR_HANDOFF_UNKNOWN_KEY', 'the token names another key');
      const value = await verify(token, key, parties);
      const claims = readSignedClaims(value);
      const { mark: text } = value;
      if (text !== undefined && !isOverheard) throw malformed('a mark where links may go');
      const mark = typeof text === 'string' ? openMark(text, marks) : undefined;
      if (mark === null) throw malformed('the mark does not open');
      // One spelling, one truth: members twice, unknown or in other words, and a cart that is not the state's.
      const spelt = writeSignedClaims(claims, parties, text as string | undefined);
      if (!equalBytes(utf8(JSON.stringify(spelt)), payload))
        throw malformed('the claims are spelt otherwise');
      if (isOverheard ? !isFitForListeners(claims) : receiver === 'checkout' && claims.link) {
        throw malformed('the claims hold what must not come this way');
      }
      return { ...claims, ...(mark && { mark }) };
    },
  };
}

/** Whether nothing personal is in them that comes along in the open. */
function isFitForListeners({ state, link }: HandoffClaims): boolean {
  if (link) return false;
  if (!(state instanceof Uint8Array)) return true;
  return equalBytes(encodeState(withoutPersonalWrites(decodeState(state))), state);
}

/** Looks at a token before anything is computed: three parts, each in its one spelling, and our header. */
function takeApart(token: string): { readonly kid: string; readonly payload: Uint8Array } {
  if (token.length === 0 || token.length > MAX_TOKEN_CHARACTERS) {
    throw malformed(`a token of ${token.length} characters`);
  }
  const parts = token.split('.');
  if (parts.length === 1 && decodeBase64url(token)) {
    throw new HandoffError('ERR_HANDOFF_VERSION', 'an encrypted token came, expected a signed one');
  }
  const [header, payload, signature, ...more] = parts.map(decodeBase64url);
  if (!header || !payload || !signature || more.length > 0) throw malformed('no compact JWS');
  const kid = HEADER.exec(Buffer.from(header).toString('latin1'))?.[1];
  if (kid === undefined) throw new HandoffError('ERR_HANDOFF_VERSION', 'a JWS of another kind');
  return { kid, payload };
}

async function verify(token: string, { secret }: TokenKey, { iss, aud }: Parties) {
  try {
    const options = { algorithms: [ALGORITHM], typ: TYPE, issuer: iss, audience: aud };
    return (await jwtVerify(token, secret, options)).payload;
  } catch (cause) {
    if (!(cause instanceof errors.JOSEError)) throw cause;
    const isForged =
      cause instanceof errors.JWSSignatureVerificationFailed ||
      cause instanceof errors.JWTClaimValidationFailed;
    if (!isForged) throw malformed('no claims set', { cause });
    throw new HandoffError('ERR_HANDOFF_NOT_AUTHENTIC', 'the token does not verify', { cause });
  }
}

function malformed(message: string, options?: ErrorOptions): HandoffError {
  return new HandoffError('ERR_HANDOFF_MALFORMED', message, options);
}
