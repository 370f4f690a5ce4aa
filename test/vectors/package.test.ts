import { describe, expect, it } from '@jest/globals';
import {
  checkTime,
  createKeyring,
  createSealer,
  type Direction,
  encodeClaims,
  encryptedTokens,
  type HandoffClaims,
  HandoffError,
  holdsVerifier,
} from 'domain-bridge/handoff';
import { decodeState, encodeState, mergeStates, StateError } from 'domain-bridge/state';
import { CookieJar } from '../../shared/src/core/cookie.ts';
import { makeVectors } from './make-vectors.ts';
import { hex, readVectors, type TokenClaims, type TokenVector, unhex } from './vector.ts';

const vectors = readVectors();

/** What an attempt comes to: `ok`, or the code of the refusal. */
async function outcomeOf(attempt: () => unknown): Promise<string> {
  try {
    await attempt();
    return 'ok';
  } catch (error) {
    if (error instanceof HandoffError || error instanceof StateError) return error.code;
    throw error;
  }
}

describe('the vectors of states', () => {
  it.each(vectors.states)('$expect: $comment', async ({ state, expect: expected }) => {
    expect(await outcomeOf(() => decodeState(unhex(state)))).toBe(expected);
    if (expected === 'ok') expect(hex(encodeState(decodeState(unhex(state))))).toBe(state);
  });
});

describe('the vectors of merges', () => {
  it.each(vectors.merges)('$expect: $comment', async ({ mine, theirs, merged, ...vector }) => {
    const merge = () => mergeStates(decodeState(unhex(mine)), decodeState(unhex(theirs)));
    expect(await outcomeOf(merge)).toBe(vector.expect);
    if (vector.expect === 'ok') expect(hex(encodeState(merge()))).toBe(merged);
  });
});

describe('the vectors of tokens', () => {
  it.each(vectors.tokens)('$expect: $comment', async ({ claims, ...vector }) => {
    expect(await outcomeOf(() => receive(vector))).toBe(vector.expect);
    if (claims) expect(toldOf(await receive(vector))).toEqual(claims);
  });

  const good = vectors.tokens.flatMap(({ claims, ...vector }) =>
    claims ? { ...vector, claims } : [],
  );

  it.each(good)('are sealed to the letter as they stand: $comment', ({ claims, ...vector }) => {
    const sealed = Buffer.from(vector.token, 'base64url');
    const kid = sealed.subarray(2, 2 + (sealed[1] ?? 0)).toString();
    const nonce = sealed.subarray(2 + kid.length).subarray(0, 24);
    const keys = vector.keys.filter((key) => key.kid === kid);
    const sealer = sealerOf({ ...vector, keys }, () => nonce);
    expect(sealer.seal(encodeClaims(claimsOf(claims)))).toBe(vector.token);
  });
});

describe('the file of vectors', () => {
  it('is what its writer makes', () => {
    expect(vectors).toEqual(JSON.parse(JSON.stringify(makeVectors())));
  });

  it('refuses at least half, each with its code, and has every code of opening and checking', () => {
    const all = [...vectors.states, ...vectors.merges, ...vectors.tokens];
    const bad = all.filter((vector) => vector.expect !== 'ok');
    expect(bad.length * 2).toBeGreaterThanOrEqual(all.length);
    const codes = [
      'MALFORMED',
      'VERSION',
      'UNKNOWN_KEY',
      'NOT_AUTHENTIC',
      'EXPIRED',
      'NOT_YET_VALID',
      'WRONG_BROWSER',
    ];
    const refused = new Set(vectors.tokens.map((vector) => vector.expect));
    expect([...refused].sort()).toEqual(
      ['ok', ...codes.map((code) => `ERR_HANDOFF_${code}`)].sort(),
    );
  });

  it('tells of nothing twice', () => {
    for (const group of [vectors.states, vectors.merges, vectors.tokens]) {
      expect(new Set(group.map(({ comment }) => comment)).size).toBe(group.length);
    }
  });
});

/** As `acceptHandoff` has it: opens, then asks when, by whom, and with what. */
async function receive(vector: Omit<TokenVector, 'claims'>): Promise<HandoffClaims> {
  const claims = await encryptedTokens(sealerOf(vector)).open(vector.token);
  checkTime(claims, () => vector.now * 1000);
  if (!holdsVerifier(jarOf(claims, vector.verifier), claims)) {
    throw new HandoffError('ERR_HANDOFF_WRONG_BROWSER', 'another browser');
  }
  const { state } = claims;
  if (state instanceof Uint8Array && (await outcomeOf(() => decodeState(state))) !== 'ok') {
    throw new HandoffError('ERR_HANDOFF_MALFORMED', 'the state has another shape');
  }
  return claims;
}

function sealerOf(
  { keys, direction, shopping, checkout }: Omit<TokenVector, 'claims'>,
  random?: () => Uint8Array,
) {
  const labels = ['handoff', direction satisfies Direction, shopping, checkout];
  const keyring = createKeyring(keys.map(({ kid, key }) => ({ kid, secret: unhex(key) })));
  return createSealer({ keyring, labels, ...(random && { random }) });
}

function jarOf({ flow }: HandoffClaims, verifier: string | null): CookieJar {
  const value = verifier === null ? '' : unhex(verifier).toString('base64url');
  return new CookieJar(verifier === null ? '' : `bridge-flow-${flow}=1800000000.${value}`, false);
}

function claimsOf(told: TokenClaims): HandoffClaims {
  const { state, link, returnHandle } = told;
  const [entity = '', sid = '', epoch] = link ?? [];
  const identity = { kind: 'identity', entity: String(entity), sid: String(sid) } as const;
  const links =
    link &&
    (link.length === 1
      ? ({ kind: 'signed-out', sid: String(entity) } as const)
      : { ...identity, epoch: Number(epoch) });
  return {
    ...{ issuedAt: told.issuedAt, flow: told.flow, returnPath: told.returnPath },
    jti: text(told.jti),
    challenge: unhex(told.challenge),
    state: typeof state === 'string' ? unhex(state) : { ref: text(state.ref) },
    link: links,
    ...(returnHandle !== null && { returnHandle: text(returnHandle) }),
  };
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
    jti: bytesIn(jti),
    challenge: hex(challenge),
    state: state instanceof Uint8Array ? hex(state) : { ref: bytesIn(state.ref) },
    link: link && (link.kind === 'identity' ? [link.entity, link.sid, link.epoch] : [link.sid]),
    returnHandle: returnHandle === undefined ? null : bytesIn(returnHandle),
  };
}

function text(bytes: string): string {
  return unhex(bytes).toString('base64url');
}

function bytesIn(base64url: string): string {
  return hex(Buffer.from(base64url, 'base64url'));
}
