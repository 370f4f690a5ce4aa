import { createHash } from 'node:crypto';
import { encode } from 'cborg';
import { encodeClaims, type HandoffClaims } from 'domain-bridge/handoff';
import { encodeState } from 'domain-bridge/state';
import { CONCURRENT, manyLines, SHOP, SHOPPED, stateOf } from './good-states.ts';
import { KEYS, PADDING, sealBytes, type SealChoice } from './seal.ts';
import { hex, type TokenClaims, type TokenVector, unhex } from './vector.ts';

const NOW = 1_800_000_000;
const VERIFIER = hex(Uint8Array.from({ length: 32 }, (_, i) => 0x60 + i));
const CLAIMS: HandoffClaims = {
  jti: base64url(16, 0xb0),
  issuedAt: NOW,
  flow: base64url(12, 0xa0),
  challenge: createHash('sha256').update(unhex(VERIFIER)).digest(),
  returnPath: '/checkout',
  state: encodeState(SHOPPED),
  link: null,
};
const TO_CHECKOUT = {
  direction: 'to-checkout',
  shopping: 'shop.localhost:8080',
  checkout: 'checkout.localhost:8443',
  keys: [KEYS.k1],
  verifier: VERIFIER,
  now: NOW,
} as const;
const TO_SHOPPING = { ...TO_CHECKOUT, direction: 'to-shopping' } as const;

type Receiver = Omit<TokenVector, 'comment' | 'expect' | 'token' | 'claims'>;

/** Tokens that are good: what they say, and who receives them. */
const GOOD: Readonly<Record<string, readonly [HandoffClaims, Receiver, SealChoice?]>> = {
  'a cart to checkout': [CLAIMS, TO_CHECKOUT],
  'an empty cart': [{ ...CLAIMS, state: encodeState(stateOf()) }, TO_CHECKOUT],
  'concurrent writes, and a return handle': [
    { ...CLAIMS, state: encodeState(CONCURRENT), returnHandle: base64url(16, 0x20) },
    TO_CHECKOUT,
  ],
  'a state that is parked': [{ ...CLAIMS, state: { ref: base64url(16, 0x30) } }, TO_CHECKOUT],
  'a link to the shop': [
    { ...CLAIMS, link: { kind: 'identity', entity: 'sub_a', sid: 'sid_b', epoch: NOW * 1000 } },
    TO_SHOPPING,
  ],
  'a sign-out to the shop': [
    { ...CLAIMS, link: { kind: 'signed-out', sid: 'sid_b' } },
    TO_SHOPPING,
  ],
  'under the second key of the ring': [CLAIMS, { ...TO_CHECKOUT, keys: [KEYS.k2, KEYS.k1] }],
  'under a kid of 16 characters': [
    CLAIMS,
    { ...TO_CHECKOUT, keys: [KEYS.long] },
    { key: KEYS.long },
  ],
  'at the end of its time: 60 s and 15 s of grace': [CLAIMS, { ...TO_CHECKOUT, now: NOW + 75 }],
  'ahead of our clock by the 15 s of grace': [CLAIMS, { ...TO_CHECKOUT, now: NOW - 15 }],
};

/** The genuine token that the others are made of. */
const GENUINE = sealBytes(encodeClaims(CLAIMS));
const BYTES = Buffer.from(GENUINE, 'base64url');
const FIELDS: readonly unknown[] = [
  ...[Buffer.from(CLAIMS.jti, 'base64url'), NOW, CLAIMS.flow, CLAIMS.challenge],
  ...['/checkout', CLAIMS.state, null],
];

/** The genuine token for somebody for whom it is not. */
const BAD_RECEIVERS: readonly (readonly [string, Partial<Receiver>, string])[] = [
  ['its sender', { direction: 'to-shopping' }, 'NOT_AUTHENTIC'],
  ['a store whose shop has another port', { shopping: 'shop.localhost' }, 'NOT_AUTHENTIC'],
  ['a store whose checkout is another', { checkout: 'staging.localhost:8443' }, 'NOT_AUTHENTIC'],
  [
    'a store whose hosts are the other way round',
    { shopping: 'checkout.localhost:8443', checkout: 'shop.localhost:8080' },
    'NOT_AUTHENTIC',
  ],
  ['a ring without its key', { keys: [KEYS.k2] }, 'UNKNOWN_KEY'],
  ['another key under its kid', { keys: [{ ...KEYS.k2, kid: 'k1' }] }, 'NOT_AUTHENTIC'],
  ['a second too late', { now: NOW + 76 }, 'EXPIRED'],
  ['a second too early', { now: NOW - 16 }, 'NOT_YET_VALID'],
  ['a browser without a verifier', { verifier: null }, 'WRONG_BROWSER'],
  ['a browser with another verifier', { verifier: '00'.repeat(32) }, 'WRONG_BROWSER'],
  ['a browser whose verifier is too short', { verifier: VERIFIER.slice(2) }, 'WRONG_BROWSER'],
];

const flipped = (at: number): string => {
  const changed = Buffer.from(BYTES);
  changed[at] = (changed[at] ?? 0) ^ 1;
  return changed.toString('base64url');
};
/** Claims of a length that leaves the last letter of the token bits to spare. */
const UNEVEN = sealBytes(encodeClaims(CLAIMS), { key: KEYS.long });

const LONG = sealBytes(
  encodeClaims({ ...CLAIMS, state: encodeState(manyLines(1_000, 10_000, SHOP)) }),
);

/** Texts that are not the genuine token, letter for letter. */
const BAD_TEXTS: readonly (readonly [string, string, string])[] = [
  ['nothing', '', 'MALFORMED'],
  ['one letter', 'A', 'MALFORMED'],
  ['one byte', 'AQ', 'MALFORMED'],
  [
    'a header and nothing behind it',
    Buffer.from('01026b31', 'hex').toString('base64url'),
    'MALFORMED',
  ],
  ['a nonce and a tag too short', BYTES.subarray(0, 43).toString('base64url'), 'MALFORMED'],
  ['more than 6,000 characters, though genuine', LONG, 'MALFORMED'],
  ['a line break behind it', `${GENUINE}\n`, 'MALFORMED'],
  ['a blank in it', `${GENUINE.slice(0, 40)} ${GENUINE.slice(40)}`, 'MALFORMED'],
  ['padding of base64', `${GENUINE}=`, 'MALFORMED'],
  ['the other alphabet', GENUINE.replace(/[-_]/, '+'), 'MALFORMED'],
  ['a compact JWS', 'eyJhbGciOiJub25lIn0.e30.', 'MALFORMED'],
  ['another last letter for the same bytes', respelt(GENUINE, UNEVEN), 'MALFORMED'],
  ['version 0', flipped(0), 'VERSION'],
  ['version 2', sealBytes(encodeClaims(CLAIMS), { version: 2 }), 'VERSION'],
  ['another kid', flipped(3), 'UNKNOWN_KEY'],
  ['a kid that is longer', flipped(1), 'UNKNOWN_KEY'],
  ['another nonce', flipped(4), 'NOT_AUTHENTIC'],
  ['another ciphertext', flipped(28), 'NOT_AUTHENTIC'],
  ['another tag', flipped(BYTES.length - 1), 'NOT_AUTHENTIC'],
  ['cut by a byte', BYTES.subarray(0, -1).toString('base64url'), 'NOT_AUTHENTIC'],
  ['a tag of 4 bytes', BYTES.subarray(0, -12).toString('base64url'), 'NOT_AUTHENTIC'],
  ['of another purpose', sealBytes(encodeClaims(CLAIMS), { purpose: 'peer' }), 'NOT_AUTHENTIC'],
  ['without padding', sealBytes(encodeClaims(CLAIMS), { padding: PADDING.none }), 'MALFORMED'],
  [
    'with a block of padding too many',
    sealBytes(encodeClaims(CLAIMS), { padding: PADDING.more }),
    'MALFORMED',
  ],
  [
    'with padding that is not zero',
    sealBytes(encodeClaims(CLAIMS), { padding: PADDING.dirty }),
    'MALFORMED',
  ],
];

/** Claims of another shape, though the seal is genuine. */
const BAD_CLAIMS: readonly (readonly [string, unknown])[] = [
  ['no array', 'text'],
  ['an element too few', FIELDS.slice(0, 6)],
  ['an element too many', [...FIELDS, new Uint8Array(16), null]],
  ['a jti of 15 bytes', FIELDS.with(0, new Uint8Array(15))],
  ['a jti as text', FIELDS.with(0, 'x'.repeat(16))],
  ['a time as text', FIELDS.with(1, String(NOW))],
  ['half a second', FIELDS.with(1, NOW + 0.5)],
  ['a flow of 15 characters', FIELDS.with(2, 'x'.repeat(15))],
  ['a flow that names another cookie', FIELDS.with(2, 'x; bridge-state=')],
  ['a challenge of 31 bytes', FIELDS.with(3, new Uint8Array(31))],
  ['a return path of 513 characters', FIELDS.with(4, `/${'x'.repeat(512)}`)],
  ['a state as text', FIELDS.with(5, 'x')],
  ['a reference of 15 bytes', FIELDS.with(5, [new Uint8Array(15)])],
  ['two references', FIELDS.with(5, [new Uint8Array(16), new Uint8Array(16)])],
  [
    'a state with a byte behind it',
    FIELDS.with(5, Buffer.concat([CLAIMS.state as Uint8Array, Uint8Array.of(0)])),
  ],
  ['a link of two elements', FIELDS.with(6, ['sub_a', 'sid_b'])],
  ['a link without a name', FIELDS.with(6, [''])],
  ['a link with a name of 65 characters', FIELDS.with(6, ['s'.repeat(65)])],
  ['a link whose epoch is text', FIELDS.with(6, ['sub_a', 'sid_b', '1'])],
  ['a return handle of 15 bytes', [...FIELDS, new Uint8Array(15)]],
];

/** Every vector of a token. */
export function tokenVectors(): readonly TokenVector[] {
  return [
    ...Object.entries(GOOD).map(([comment, [claims, receiver, choice = {}]]): TokenVector => {
      const { direction } = receiver;
      const token = sealBytes(encodeClaims(claims), { direction, ...choice });
      return { comment, token, ...receiver, claims: toldOf(claims), expect: 'ok' };
    }),
    ...BAD_RECEIVERS.map(([who, receiver, code]) => {
      return refused(`received by ${who}`, GENUINE, code, receiver);
    }),
    ...BAD_TEXTS.map(([comment, token, code]) => refused(comment, token, code)),
    ...BAD_CLAIMS.map(([comment, claims]) => {
      return refused(`claims: ${comment}`, sealBytes(encode(claims)), 'MALFORMED');
    }),
    refused(
      'claims: a byte behind them',
      sealBytes(Buffer.concat([encode(FIELDS), Uint8Array.of(0)])),
      'MALFORMED',
    ),
    refused('claims: no CBOR', sealBytes(Uint8Array.of(0xff)), 'MALFORMED'),
  ];
}

function refused(
  comment: string,
  token: string,
  code: string,
  receiver: Partial<Receiver> = {},
): TokenVector {
  return { comment, token, ...TO_CHECKOUT, ...receiver, expect: `ERR_HANDOFF_${code}` };
}

function toldOf({
  jti,
  challenge,
  state,
  link,
  returnHandle,
  ...rest
}: HandoffClaims): TokenClaims {
  return {
    ...rest,
    jti: hex(Buffer.from(jti, 'base64url')),
    challenge: hex(challenge),
    state:
      state instanceof Uint8Array ? hex(state) : { ref: hex(Buffer.from(state.ref, 'base64url')) },
    link: link && (link.kind === 'identity' ? [link.entity, link.sid, link.epoch] : [link.sid]),
    returnHandle: returnHandle === undefined ? null : hex(Buffer.from(returnHandle, 'base64url')),
  };
}

function base64url(length: number, first: number): string {
  return Buffer.from(Uint8Array.from({ length }, (_, i) => first + i)).toString('base64url');
}

/** The first of these whose last letter has bits to spare, with another one of them set. */
function respelt(...tokens: readonly string[]): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const token = tokens.find(({ length }) => length % 4 !== 0) ?? '';
  return token.slice(0, -1) + alphabet[alphabet.indexOf(token.at(-1) ?? '') ^ 1];
}
