import { HandoffError } from '../../../shared/src/handoff/errors.ts';
import type { HandoffClaims } from '../../../shared/src/handoff/claims.ts';
import { sealMark } from '../../../shared/src/handoff/cart-mark.ts';
import { writeSignedClaims } from '../../../shared/src/handoff/signed-claims.ts';
import { signedTokens } from '../../../shared/src/handoff/signed-token.ts';
import type { Role } from '../../../shared/src/crypto/direction.ts';
import { createSealer } from '../../../shared/src/crypto/sealer.ts';
import { decodeState, encodeState } from '../../../shared/src/state/encode.ts';
import { withoutPersonalWrites } from '../../../shared/src/state/merge.ts';
import { rich } from '../../support/encoded-state.ts';
import { PAIR } from '../../support/peer-calls.ts';
import { createSeededRandom } from '../../support/seeded-random.ts';
import { signedLabels, signForged } from '../../support/signed-forgery.ts';
import { CHECKOUT, SHOP, testKeyring } from '../../support/store-pair.ts';
import type { FuzzTarget } from '../engine/fuzz-target.ts';
import { hold, holdEqual, Refused, tryParseLater } from '../engine/properties.ts';

const random = createSeededRandom('signed');
const keyring = testKeyring('b1');
const tokensTo = (receiver: Role) => signedTokens({ keyring, pair: PAIR, receiver, random });
const [toCheckout, toShop] = [tokensTo('checkout'), tokensTo('shopping')];
const CLAIMS: HandoffClaims = {
  jti: Buffer.alloc(16, 1).toString('base64url'),
  issuedAt: 1_800_000_000,
  flow: 'AAAAAAAAAAAAAAAA',
  challenge: new Uint8Array(32).fill(9),
  returnPath: '/checkout',
  state: encodeState(rich),
  link: null,
};
const PARKED: HandoffClaims = {
  ...CLAIMS,
  state: { ref: Buffer.alloc(16, 3).toString('base64url') },
};
const OVERHEARD = { ...CLAIMS, state: encodeState(withoutPersonalWrites(rich)) };
const MARK = sealMark(
  { kind: 'owner', owner: 'A'.repeat(22), sid: 'sid_x' },
  createSealer({ keyring, labels: signedLabels(SHOP, 'cart-mark'), random }),
);

function spell(claims: HandoffClaims, receiver: Role, mark?: string): string {
  const [iss, aud] = receiver === 'checkout' ? [SHOP, CHECKOUT] : [CHECKOUT, SHOP];
  return JSON.stringify(writeSignedClaims(claims, { iss, aud }, mark));
}

/** Whoever sends them has the key: what a mistake of the other side would look like. */
const claimsToCheckout: FuzzTarget = {
  name: 'signed-claims-to-checkout',
  form: 'json',
  seeds: [CLAIMS, PARKED].map((each) => spell(each, 'checkout')),
  words: ['"link"', '"mark"', '"parked"', '"__proto__"', SHOP, CHECKOUT],
  async check(json) {
    const token = signForged(CHECKOUT, { payload: json });
    const opened = await tryParseLater(HandoffError, () => toCheckout.open(token));
    if (opened instanceof Refused) return;
    hold(opened.link === null, 'says who somebody is');
    hold((await toCheckout.seal(opened)) === token, 'has a second spelling');
  },
};

const claimsToShop: FuzzTarget = {
  name: 'signed-claims-to-shop',
  form: 'json',
  seeds: [spell(OVERHEARD, 'shopping'), spell(PARKED, 'shopping', MARK), spell(CLAIMS, 'shopping')],
  words: ['"link"', '"mark"', '"postalCode"', MARK, SHOP, CHECKOUT],
  async check(json) {
    const token = signForged(SHOP, { payload: json });
    const opened = await tryParseLater(HandoffError, () => toShop.open(token));
    if (opened instanceof Refused) return;
    const { link, mark, state } = opened;
    hold(link === null, 'takes a link where somebody listens');
    hold(!mark || json.includes(MARK), 'takes a mark that nobody sealed');
    if (!(state instanceof Uint8Array)) return;
    const bare = encodeState(withoutPersonalWrites(decodeState(state)));
    holdEqual(
      Buffer.from(state),
      Buffer.from(bare),
      'takes what is personal where somebody listens',
    );
  },
};

const TOKENS = [CLAIMS, PARKED].map((each) =>
  signForged(CHECKOUT, { payload: spell(each, 'checkout') }),
);
const GENUINE = new Set(TOKENS);

const token: FuzzTarget = {
  name: 'signed-token',
  form: 'jwt',
  sealsSeeds: true,
  seeds: [...TOKENS, '', '..', 'A.A.A', 'eyJhbGciOiJub25lIn0.e30.', `${'A'.repeat(6_000)}.A`],
  words: ['.', '=', '"none"', '"HS512"', '"crit"', '"jwk"'],
  async check(text) {
    const opened = await tryParseLater(HandoffError, () => toCheckout.open(text));
    hold(opened instanceof Refused || GENUINE.has(text), 'opens though nobody signed it');
  },
};

/** What reads signed tokens. */
export const SIGNED_TARGETS: readonly FuzzTarget[] = [claimsToCheckout, claimsToShop, token];
