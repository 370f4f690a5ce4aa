import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decodeProtectedHeader, jwtVerify } from 'jose';
import { anyState } from '../../../test/support/any-state.ts';
import { deriveKey } from '../../../test/support/signed-forgery.ts';
import { actorOf, applyAll, newState } from '../../../test/support/state-builder.ts';
import { parseOrigin } from '../core/origin.ts';
import { systemRandom } from '../core/random.ts';
import { createKeyring, type Keyring } from '../crypto/keyring.ts';
import { createSealer } from '../crypto/sealer.ts';
import { decodeState, encodeState } from '../state/encode.ts';
import { withoutPersonalWrites } from '../state/merge.ts';
import { addPromotion, addToLine, setShipping, writeRegister } from '../state/operations.ts';
import { ownerOf } from './cart-mark.ts';
import type { HandoffClaims } from './claims.ts';
import { signedTokens } from './signed-token.ts';
import { encryptedTokens, type TokenCodec } from './token-codec.ts';

const ROOT = { kid: 'k1', secret: new Uint8Array(32).fill(1) };
const NEXT = { kid: 'k2', secret: new Uint8Array(32).fill(2) };
const pairOf = (shop: string) => ({
  shopping: parseOrigin(shop),
  checkout: parseOrigin('https://checkout.test'),
});
const HTTP = pairOf('http://shop.test');
const HTTPS = pairOf('https://shop.test');
const STATE = applyAll(
  newState(),
  actorOf(1),
  addToLine({ sku: 'MUG', options: { size: 'L' } }, 2),
  addToLine({ sku: '10482' }, 3),
  addPromotion('WELCOME10'),
  setShipping({ method: 'express', country: 'IE', postalCode: 'D02 X285' }),
  writeRegister('locale', 'en-IE'),
  writeRegister('currency', 'EUR'),
);
const IDENTITY = { kind: 'identity', entity: 'sub_1', sid: 'sid_1', epoch: 7 } as const;
const CLAIMS: HandoffClaims = {
  jti: Buffer.alloc(16, 1).toString('base64url'),
  issuedAt: 2_000_000_000,
  flow: 'ABCDEFGHIJKLMNOP',
  challenge: new Uint8Array(32),
  returnPath: '/cart',
  state: encodeState(STATE),
  link: null,
};

function codec(
  options: { receiver?: 'shopping' | 'checkout'; pair?: typeof HTTP; keyring?: Keyring } = {},
): TokenCodec {
  const { receiver = 'checkout', pair = HTTP, keyring = createKeyring([ROOT]) } = options;
  return signedTokens({ keyring, pair, receiver, random: systemRandom });
}
const payloadOf = (token: string) =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
const bytesOf = (state: HandoffClaims['state']) => Buffer.from(state as Uint8Array).toString('hex');

describe('a signed token', () => {
  it('opens to the claims that were signed', async () => {
    const claims = { ...CLAIMS, returnHandle: Buffer.alloc(16, 2).toString('base64url') };
    const opened = await codec().open(await codec().seal(claims));
    expect({ ...opened, state: bytesOf(opened.state) }).toEqual({
      ...claims,
      state: bytesOf(CLAIMS.state),
    });
  });

  it('says in plain words what the state holds, and how it is to be read', async () => {
    const token = await codec().seal(CLAIMS);
    expect(decodeProtectedHeader(token)).toEqual({ alg: 'HS256', typ: 'bridge+jwt', kid: 'k1' });
    expect(payloadOf(token)).toEqual({
      iss: 'http://shop.test',
      aud: 'https://checkout.test',
      iat: 2_000_000_000,
      jti: CLAIMS.jti,
      flow: CLAIMS.flow,
      challenge: 'A'.repeat(43),
      return: '/cart',
      visitor: STATE.visitorId,
      cart: [
        { sku: '10482', quantity: 3 },
        { sku: 'MUG', quantity: 2, options: { size: 'L' } },
      ],
      promotions: ['WELCOME10'],
      shipping: { method: 'express', country: 'IE', postalCode: 'D02 X285' },
      locale: 'en-IE',
      currency: 'EUR',
      state: Buffer.from(encodeState(STATE)).toString('base64url'),
    });
  });

  it('is verified by any JWT library that is given the derived key', async () => {
    const token = await codec().seal(CLAIMS);
    const labels = ['handoff-signed', 'to-checkout', 'shop.test', 'checkout.test'];
    const { payload } = await jwtVerify(token, deriveKey(ROOT.secret, labels));
    expect(payload.jti).toBe(CLAIMS.jti);
  });

  it('opens whatever state it brings', async () => {
    const tokens = codec();
    await fc.assert(
      fc.asyncProperty(anyState, async (state) => {
        const claims = { ...CLAIMS, state: encodeState(state) };
        const token = await tokens.seal(claims);
        // Over this length a state is parked.
        if (token.length > 6_000) return;
        expect(bytesOf((await tokens.open(token)).state)).toBe(bytesOf(claims.state));
      }),
      { numRuns: 50 },
    );
  });

  it('speaks of a parked state by its reference alone', async () => {
    const ref = Buffer.alloc(16, 3).toString('base64url');
    const token = await codec().seal({ ...CLAIMS, state: { ref } });
    expect(Object.keys(payloadOf(token)).slice(7)).toEqual(['parked']);
    expect((await codec().open(token)).state).toEqual({ ref });
  });

  it.each([IDENTITY, { kind: 'signed-out', sid: 'sid_1' } as const])(
    'takes a link to a shop on https: %p',
    async (link) => {
      const tokens = codec({ receiver: 'shopping', pair: HTTPS });
      const admitted = tokens.admit({ state: STATE, link });
      expect(admitted).toEqual({ state: STATE, link });
      expect((await tokens.open(await tokens.seal({ ...CLAIMS, link }))).link).toEqual(link);
    },
  );
});

describe('a signed token to a shop on plain HTTP', () => {
  const tokens = codec({ receiver: 'shopping' });

  it('has a mark in place of a link, and no postal code', async () => {
    const { state, ...who } = tokens.admit({ state: STATE, link: IDENTITY });
    expect(who).toEqual({ link: null, mark: ownerOf(IDENTITY) });
    expect(state).toEqual(withoutPersonalWrites(STATE));
    const token = await tokens.seal({ ...CLAIMS, ...who, state: encodeState(state) });
    const opened = await tokens.open(token);
    expect(opened.mark).toEqual(ownerOf(IDENTITY));
    expect(decodeState(opened.state as Uint8Array)).toEqual(state);
  });

  it('has none for a guest', () => {
    expect(tokens.admit({ state: STATE, link: null })).not.toHaveProperty('mark');
  });

  it.each<[string, Partial<HandoffClaims>]>([
    ['a link', { link: IDENTITY, state: encodeState(newState()) }],
    ['a postal code', {}],
  ])('is not made with %s', async (_, claims) => {
    await expect(tokens.seal({ ...CLAIMS, ...claims })).rejects.toThrow(TypeError);
  });

  it('is not opened with a postal code, though the key is right', async () => {
    const careless = codec({ receiver: 'shopping', pair: HTTPS });
    const token = await careless.seal(CLAIMS);
    await expect(tokens.open(token)).rejects.toMatchObject({ code: 'ERR_HANDOFF_NOT_AUTHENTIC' });
  });
});

describe('the keys of signed tokens', () => {
  const codeOf = (token: string, tokens: TokenCodec) =>
    tokens.open(token).then(
      () => 'opened',
      (error: { code: string }) => error.code,
    );

  it('follow a ring that is given other keys', async () => {
    const keyring: { keys: Keyring['keys'] } = { keys: [ROOT] };
    const tokens = codec({ keyring });
    const [old] = [await tokens.seal(CLAIMS)];
    keyring.keys = [NEXT, ROOT];
    const fresh = await tokens.seal(CLAIMS);
    expect(decodeProtectedHeader(fresh).kid).toBe('k2');
    expect([await codeOf(old, tokens), await codeOf(fresh, tokens)]).toEqual(['opened', 'opened']);
    keyring.keys = [NEXT];
    expect(await codeOf(old, tokens)).toBe('ERR_HANDOFF_UNKNOWN_KEY');
  });

  it('open of all pairings of direction, host and mode only their own', async () => {
    const sealers = {
      a: HTTP,
      b: pairOf('http://staging.shop.test'),
      c: pairOf('http://shop.test:81'),
    };
    const codecs = Object.values(sealers).flatMap((pair) =>
      (['checkout', 'shopping'] as const).flatMap((receiver) => [
        codec({ pair, receiver }),
        encryptedTokens(
          createSealer({
            keyring: createKeyring([ROOT]),
            labels: ['handoff', receiver, pair.shopping.host],
          }),
        ),
      ]),
    );
    const claims = { ...CLAIMS, state: encodeState(withoutPersonalWrites(STATE)) };
    const tokens = await Promise.all(codecs.map((each) => each.seal(claims)));
    for (const [i, token] of tokens.entries()) {
      for (const [j, each] of codecs.entries()) {
        expect((await codeOf(token, each)) === 'opened').toBe(i === j);
      }
    }
  });
});
