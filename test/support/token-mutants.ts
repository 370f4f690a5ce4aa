import { type DomainPair, crossingLabels } from '../../shared/src/crypto/direction.ts';
import { parseOrigin } from '../../shared/src/core/origin.ts';
import { createKeyring } from '../../shared/src/crypto/keyring.ts';
import { createSealer, type Sealer } from '../../shared/src/crypto/sealer.ts';
import { encodeClaims, type HandoffClaims } from '../../shared/src/handoff/claims.ts';
import type { Choices } from '../fuzz/engine/choices.ts';

/** What mutants are made of. */
export interface MutantSource {
  /** Two genuine tokens for checkout, as bytes of different length. */
  readonly tokens: readonly [string, string, ...string[]];
  readonly claims: HandoffClaims;
  /** The key that they are sealed with: what is sealed for something else is so under the very same. */
  readonly kid: string;
  readonly secret: Uint8Array;
  readonly pair: DomainPair;
}

/** Makes a maker of one kind of mutants. None of them is a genuine token. */
export type MutantKind = (source: MutantSource) => (choices: Choices) => string;

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
/** Bytes of `version | kid length | kid` for a kid of two characters. */
const HEADER_BYTES = 4;
const NONCE_BYTES = 24;
const TAG_BYTES = 16;
const OTHER_KIDS = ['b2', 'b9', 'zz', '__', 'b', 'b1b1'] as const;
const OTHER_PURPOSES = ['peer', 'parked', 'settled', 'state-cookie', 'Handoff', ''] as const;
const ALGORITHMS = ['none', 'HS256', 'EdDSA', 'ES256'] as const;
const PADDED = ['=', '==', '%3D', '\n', ' ', '.', '\0', '\u00a0', '\ufeff'] as const;
const STRANGE = ['+', '/', '=', '\0', '\n', ' ', '.', '~', 'é', 'ſ', '\u212a', '😀'] as const;

/** Every kind of mutant, by name. */
export const MUTANTS: Readonly<Record<string, MutantKind>> = {
  'a bit flipped': ofBytes((bytes, choices) => flip(bytes, choices.below(bytes.length), choices)),
  'a bit of the tag flipped': ofBytes((bytes, choices) =>
    flip(bytes, bytes.length - 1 - choices.below(TAG_BYTES), choices),
  ),
  'a bit of the nonce flipped': ofBytes((bytes, choices) =>
    flip(bytes, HEADER_BYTES + choices.below(NONCE_BYTES), choices),
  ),
  'bytes cut off its end': ofBytes((bytes, choices) =>
    bytes.subarray(0, choices.below(bytes.length)),
  ),
  'bytes cut out': ofBytes((bytes, choices) => {
    const at = choices.below(bytes.length);
    const length = 1 + choices.below(bytes.length - at);
    return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)]);
  }),
  'bytes put in': ofBytes((bytes, choices) => {
    const at = choices.below(bytes.length + 1);
    const more = noise(1 + choices.below(40), choices);
    return Buffer.concat([bytes.subarray(0, at), more, bytes.subarray(at)]);
  }),
  'letters cut off its end': ofText((token, choices) =>
    token.slice(0, choices.below(token.length)),
  ),
  'two tokens spliced': spliced,
  'another kid': ofBytes((bytes, choices) => {
    const kid = choices.pick(OTHER_KIDS);
    const rest = bytes.subarray(HEADER_BYTES);
    return Buffer.concat([Uint8Array.of(1, kid.length), Buffer.from(kid), spoil(rest, choices)]);
  }),
  'another version': ofBytes((bytes, choices) => {
    bytes[0] = choices.pick([0, 2, 2 + choices.below(254)]);
    return spoil(bytes, choices);
  }),
  'another mode': otherMode,
  'another spelling': ofText(otherSpelling),
  'a letter that is none': ofText((token, choices) => {
    const at = choices.below(token.length);
    return token.slice(0, at) + choices.pick(STRANGE) + token.slice(at + 1);
  }),
  noise: () => (choices) => textOf(noise(choices.below(400), choices)),
};

/** Kinds that are sealed anew, each under a good key and with good claims. */
export const SEALED_MUTANTS: Readonly<Record<string, MutantKind>> = {
  'another direction': sealedBy(({ pair, ...key }) => [
    sealerOf(key, crossingLabels('handoff', 'to-shopping', pair)),
  ]),
  'other hosts': sealedBy(({ pair, ...key }) =>
    otherPairs(pair).map((other) => sealerOf(key, crossingLabels('handoff', 'to-checkout', other))),
  ),
  'another purpose': sealedBy(({ pair, ...key }) =>
    OTHER_PURPOSES.map((word) => sealerOf(key, crossingLabels(word, 'to-checkout', pair))),
  ),
  'another key under the same kid': sealedBy(({ pair, kid, secret }) =>
    [1, 2, 4, 128].map((bit) => {
      const other = Uint8Array.from(secret, (byte, i) => (i === bit % 32 ? byte ^ bit : byte));
      return sealerOf({ kid, secret: other }, crossingLabels('handoff', 'to-checkout', pair));
    }),
  ),
};

function ofBytes(change: (bytes: Buffer, choices: Choices) => Uint8Array): MutantKind {
  return ({ tokens }) => {
    const all = tokens.map(bytesOf) as [Buffer, ...Buffer[]];
    return (choices) => textOf(change(Buffer.from(choices.pick(all)), choices));
  };
}

function ofText(change: (token: string, choices: Choices) => string): MutantKind {
  return ({ tokens }) =>
    (choices) =>
      change(choices.pick(tokens), choices);
}

function sealedBy(sealersOf: (source: MutantSource) => readonly Sealer[]): MutantKind {
  return (source) => {
    const sealers = sealersOf(source) as [Sealer, ...Sealer[]];
    const bytes = encodeClaims(source.claims);
    return (choices) => choices.pick(sealers).seal(bytes);
  };
}

function sealerOf(key: Pick<MutantSource, 'kid' | 'secret'>, labels: readonly string[]): Sealer {
  return createSealer({ keyring: createKeyring([key]), labels });
}

function otherPairs(pair: DomainPair): readonly DomainPair[] {
  const { shopping, checkout } = pair;
  return [
    { shopping: checkout, checkout: shopping },
    { shopping, checkout: shopping },
    { ...pair, shopping: parseOrigin(`http://${shopping.hostname}:8080`) },
    { ...pair, checkout: parseOrigin(`https://${checkout.hostname}:8443`) },
    { ...pair, shopping: parseOrigin(`http://www.${shopping.hostname}`) },
    { ...pair, checkout: parseOrigin(`https://staging.${checkout.hostname}`) },
  ];
}

/** The beginning of one and the end of the other; both begin with the same header. */
function spliced({ tokens: [first, second] }: MutantSource): (choices: Choices) => string {
  const [one, other] = [bytesOf(first), bytesOf(second)];
  const middle = Math.min(one.length, other.length) - HEADER_BYTES - 2;
  return (choices) => {
    const at = HEADER_BYTES + 1 + choices.below(middle);
    const [head, tail] = choices.below(2) === 0 ? [one, other] : [other, one];
    return textOf(Buffer.concat([head.subarray(0, at), tail.subarray(at)]));
  };
}

/** A compact JWS, as another system would send one: unsigned, or signed by nobody. */
function otherMode({ kid, claims: { jti, issuedAt: iat, flow } }: MutantSource) {
  return (choices: Choices): string => {
    const alg = choices.pick(ALGORITHMS);
    const said = [
      { alg, typ: 'bridge+jwt', kid },
      { jti, iat, flow, n: choices.below(2 ** 31) },
    ];
    const parts = said.map((part) => textOf(Buffer.from(JSON.stringify(part))));
    return [...parts, alg === 'none' ? '' : textOf(noise(32, choices))].join('.');
  };
}

/** Another last letter for the same bytes, or letters that decoders pass over. */
function otherSpelling(token: string, choices: Choices): string {
  const spare = [0, 0, 4, 2][token.length % 4] ?? 0;
  if (spare > 0 && choices.below(2) === 0) {
    const last = ALPHABET.indexOf(token.at(-1) ?? '') ^ (1 + choices.below(2 ** spare - 1));
    return token.slice(0, -1) + ALPHABET[last];
  }
  const at = choices.below(token.length + 1);
  return token.slice(0, at) + choices.pick(PADDED) + token.slice(at);
}

function flip(bytes: Buffer, at: number, choices: Choices): Buffer {
  bytes[at] = (bytes[at] ?? 0) ^ (1 << choices.below(8));
  return bytes;
}

/** Spoils one of two: what is wrong already is wrong alone as well. */
function spoil(bytes: Buffer, choices: Choices): Buffer {
  return choices.below(2) === 0 ? bytes : flip(bytes, 1 + choices.below(bytes.length - 1), choices);
}

function noise(length: number, choices: Choices): Uint8Array {
  return Uint8Array.from({ length }, () => choices.below(256));
}

function bytesOf(token: string): Buffer {
  return Buffer.from(token, 'base64url');
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url');
}
