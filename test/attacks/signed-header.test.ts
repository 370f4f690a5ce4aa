import { generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { eachStorePair } from '../support/each-store-pair.ts';
import { acceptUrl } from '../support/forged-token.ts';
import { expectRefusal } from '../support/refusal.ts';
import {
  deriveKey,
  encodePart,
  HEADER,
  macOf,
  ROOT,
  signedLabels,
  signForged,
  takeApart,
} from '../support/signed-forgery.ts';
import { add, CHECKOUT, fetchToken, SHOP, see, testKeyring } from '../support/store-pair.ts';

/** Signed mode: somebody lets the header say how the token is to be verified (RFC 8725 §2.1, §3.1). */
describe('a signed token with another header', () => {
  const pair = eachStorePair({
    both: { mode: 'signed' },
    checkout: { bridgeKeys: testKeyring('b1', 'x2') },
  });

  async function genuine() {
    const browser = pair().browser();
    await add(browser, SHOP, 'MUG');
    const url = await fetchToken(browser, CHECKOUT);
    return { browser, url, ...takeApart(url) };
  }
  async function expectRefused(make: (payload: object) => string, code: string): Promise<void> {
    const { browser, url, payload } = await genuine();
    expectRefusal(await browser.request(acceptUrl(CHECKOUT, make(payload))));
    expect(pair().checkout.log.join()).toContain(code);
    expect((await see(browser, CHECKOUT)).lines).toEqual({});
    expect((await browser.request(url)).status).toBe(303);
  }

  it('is let in when nothing differs: the forgery is otherwise right', async () => {
    const { browser, payload, header } = await genuine();
    expect(header).toEqual(HEADER);
    const answer = await browser.request(acceptUrl(CHECKOUT, signForged(CHECKOUT, { payload })));
    expect(answer.status).toBe(303);
    expect((await see(browser, CHECKOUT)).lines).toEqual({ MUG: 1 });
  });

  it.each(['none', 'None', 'NONE', 'HS384', 'HS512', 'RS256', 'ES256', 'EdDSA', ''])(
    'is refused that names the algorithm "%s", with a MAC and without',
    async (alg) => {
      const header = { ...HEADER, alg };
      await expectRefused(
        (payload) => signForged(CHECKOUT, { header, payload }),
        'ERR_HANDOFF_VERSION',
      );
      await expectRefused(
        (payload) => `${encodePart(header)}.${encodePart(payload)}.`,
        'ERR_HANDOFF_',
      );
    },
  );

  it('is refused without its MAC, and with an empty or a shorter one', async () => {
    const { browser, parts } = await genuine();
    const [header, payload, mac] = parts;
    const tokens = [`${header}.${payload}`, `${header}.${payload}.`, `${header}.${payload}.AAAA`];
    for (const token of [...tokens, `${header}.${payload}.${mac.slice(0, 40)}`]) {
      expectRefusal(await browser.request(acceptUrl(CHECKOUT, token)));
    }
  });

  it('is refused that is signed by a public key’s private half, or MACed by the public one', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    await expectRefused((payload) => {
      const input = `${encodePart({ ...HEADER, alg: 'RS256' })}.${encodePart(payload)}`;
      return `${input}.${sign('sha256', Buffer.from(input), privateKey).toString('base64url')}`;
    }, 'ERR_HANDOFF_VERSION');
    await expectRefused((payload) => {
      const input = `${encodePart(HEADER)}.${encodePart(payload)}`;
      const pem = publicKey.export({ type: 'spki', format: 'pem' });
      return `${input}.${macOf(input, Buffer.from(pem))}`;
    }, 'ERR_HANDOFF_NOT_AUTHENTIC');
  });

  it.each([
    ['another type', { ...HEADER, typ: 'JWT' }],
    ['the type of an event', { ...HEADER, typ: 'secevent+jwt' }],
    ['its type as a media type', { ...HEADER, typ: 'application/bridge+jwt' }],
    ['its type in capitals', { ...HEADER, typ: 'BRIDGE+JWT' }],
    ['no type', { alg: 'HS256', kid: 'b1' }],
    ['no kid', { alg: 'HS256', typ: 'bridge+jwt' }],
    ['a list of kids', { ...HEADER, kid: ['b1'] }],
    ['a key of its own', { ...HEADER, jwk: { kty: 'oct', k: 'AA' } }],
    ['the address of a key', { ...HEADER, jku: 'https://evil.test/jwks.json' }],
    ['a critical member', { ...HEADER, crit: ['b64'], b64: false }],
    ['a critical member of ours', { ...HEADER, crit: ['kid'] }],
    ['compressed claims', { ...HEADER, zip: 'DEF' }],
    ['its members in another order', { typ: 'bridge+jwt', alg: 'HS256', kid: 'b1' }],
    ['a blank', '{"alg":"HS256", "typ":"bridge+jwt","kid":"b1"}'],
    ['a member twice', '{"alg":"HS256","typ":"bridge+jwt","kid":"x2","kid":"b1"}'],
    ['an escaped letter', '{"alg":"HS256","typ":"bridge+jwt","kid":"\\u00621"}'],
    ['__proto__', '{"__proto__":{"alg":"HS256"},"typ":"bridge+jwt","kid":"b1"}'],
    ['no header at all', 'null'],
  ])('is refused that has %s', async (_, header) => {
    await expectRefused(
      (payload) => signForged(CHECKOUT, { header, payload }),
      'ERR_HANDOFF_VERSION',
    );
  });

  it('is refused when its kid names another key than the one that signed: keys are never tried out', async () => {
    await expectRefused(
      (payload) => signForged(CHECKOUT, { header: { ...HEADER, kid: 'x2' }, payload }),
      'ERR_HANDOFF_NOT_AUTHENTIC',
    );
    await expectRefused(
      (payload) => signForged(CHECKOUT, { header: { ...HEADER, kid: 'b9' }, payload }),
      'ERR_HANDOFF_UNKNOWN_KEY',
    );
  });

  it('is refused that is MACed by the root key itself, or by the key that seals', async () => {
    for (const key of [ROOT, deriveKey(ROOT, signedLabels(CHECKOUT, 'handoff'))]) {
      await expectRefused((payload) => {
        const input = `${encodePart(HEADER)}.${encodePart(payload)}`;
        return `${input}.${macOf(input, key)}`;
      }, 'ERR_HANDOFF_NOT_AUTHENTIC');
    }
  });
});
