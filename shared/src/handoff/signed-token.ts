import { equalBytes, utf8 } from '../core/bytes.ts';
import type { Random } from '../core/random.ts';
import {
  crossingLabels,
  type DomainPair,
  directionTo,
  peerOf,
  type Role,
} from '../crypto/direction.ts';
import type { Keyring } from '../crypto/keyring.ts';
import { createSealer, type Sealer } from '../crypto/sealer.ts';
import { decodeState, encodeState } from '../state/encode.ts';
import { withoutPersonalWrites } from '../state/merge.ts';
import { type CartMark, markOf, openMark, sealMark } from './cart-mark.ts';
import type { HandoffClaims } from './claims.ts';
import { signClaims, takeApart, verifyClaims } from './compact-jws.ts';
import { HandoffError } from './errors.ts';
import { readSignedClaims, writeSignedClaims } from './signed-claims.ts';
import { deriveTokenKeys } from './signing-key.ts';
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

/**
 * Tokens that anybody on the way can read and nobody can change, for customisations that must read the parameter:
 * compact JWS with HS256 under a derived key, which is selected by its kid and never tried out. A token has one
 * spelling, and its plain words are those of its state: a reader spells once more what it has read, and compares.
 *
 * Over plain HTTP a listener is among the readers. To a shop there, no link goes along, and no postal code.
 */
export function signedTokens({ keyring, pair, receiver, random }: SignedTokenOptions): TokenCodec {
  const labels = (purpose: string) => crossingLabels(purpose, directionTo(receiver), pair);
  const keysNow = deriveTokenKeys(keyring, labels('handoff-signed'));
  const marks = createSealer({ keyring, labels: labels('cart-mark'), random });
  const parties = { iss: pair[peerOf(receiver)].href, aud: pair[receiver].href };
  const isOverheard = receiver === 'shopping' && !pair.shopping.secure;
  const isFit = isOverheard
    ? isFitForListeners
    : receiver === 'checkout'
      ? isWithoutLink
      : () => true;

  return {
    mode: 'signed',
    admit: ({ state, link }) =>
      isOverheard
        ? { state: withoutPersonalWrites(state), link: null, ...(link && { mark: markOf(link) }) }
        : { state, link },
    async seal(claims) {
      if (!isFit(claims)) throw new TypeError('"claims" hold what must not go this way');
      const mark = claims.mark && sealMark(claims.mark, marks);
      return signClaims(writeSignedClaims(claims, parties, mark), keysNow()[0]);
    },
    async open(token) {
      const { kid, payload } = takeApart(token);
      const key = keysNow().find((each) => each.kid === kid);
      if (!key) throw new HandoffError('ERR_HANDOFF_UNKNOWN_KEY', 'the token names another key');
      const value = await verifyClaims(token, key, parties);
      const claims = readSignedClaims(value);
      const mark = readMark(value.mark, isOverheard ? marks : null);
      const spelt = writeSignedClaims(claims, parties, mark?.text);
      const isOurs = equalBytes(utf8(JSON.stringify(spelt)), payload) && isFit(claims);
      if (!isOurs) throw malformed('the claims are none that we would send');
      return { ...claims, ...(mark && { mark: mark.mark }) };
    },
  };
}

/** Whether nothing in them is for nobody else to hear. */
function isFitForListeners(claims: HandoffClaims): boolean {
  const { state } = claims;
  if (!isWithoutLink(claims) || !(state instanceof Uint8Array)) return isWithoutLink(claims);
  return equalBytes(encodeState(withoutPersonalWrites(decodeState(state))), state);
}

/** Only checkout says who somebody is. */
function isWithoutLink({ link }: HandoffClaims): boolean {
  return link === null;
}

/** @param sealer Null where there are no marks. */
function readMark(
  text: unknown,
  sealer: Sealer | null,
): { readonly text: string; readonly mark: CartMark } | null {
  if (text === undefined) return null;
  const mark = sealer && typeof text === 'string' ? openMark(text, sealer) : null;
  if (typeof text !== 'string' || !mark) throw malformed('the mark does not open');
  return { text, mark };
}

function malformed(message: string): HandoffError {
  return new HandoffError('ERR_HANDOFF_MALFORMED', message);
}
