import { describe, expect, it } from '@jest/globals';
import { generateSigningKeys, parseSigningKeys } from 'domain-bridge/invalidation';
import { signVerification } from '../../shared/src/invalidation/security-event.ts';
import { publicJwks } from '../../shared/src/invalidation/signing-keys.ts';
import { eachStorePair } from '../support/each-store-pair.ts';
import { acceptUrl, forge, tokenOf } from '../support/forged-token.ts';
import { expectRefusal } from '../support/refusal.ts';
import {
  encodePart,
  HEADER,
  macOf,
  signedLabels,
  signForged,
  takeApart,
} from '../support/signed-forgery.ts';
import {
  add,
  CHECKOUT,
  fetchToken,
  SHOP,
  see,
  type StorePair,
  signIn,
  startStorePair,
} from '../support/store-pair.ts';

/** Signed mode: something that was made for one direction, store, purpose or mode is used for another (A16). */
describe('a signed token for another purpose', () => {
  const pair = eachStorePair({ both: { mode: 'signed' } });

  async function expectNotAuthentic(make: (payload: Record<string, unknown>) => string) {
    const browser = pair().browser();
    await add(browser, SHOP, 'MUG');
    const url = await fetchToken(browser, CHECKOUT);
    expectRefusal(await browser.request(acceptUrl(CHECKOUT, make(takeApart(url).payload))));
    expect(pair().checkout.log.join()).toContain('ERR_HANDOFF_NOT_AUTHENTIC');
    expect((await browser.request(url)).status).toBe(303);
  }

  it.each([
    ['direction', signedLabels(SHOP)],
    ['purpose: sealing', signedLabels(CHECKOUT, 'handoff')],
    ['purpose: calls between the servers', signedLabels(CHECKOUT, 'peer')],
    ['shop', signedLabels(CHECKOUT).with(2, 'staging.shop.test')],
    ['port', signedLabels(CHECKOUT).with(2, 'shop.test:8080')],
    ['checkout', signedLabels(CHECKOUT).with(3, 'staging.checkout.test')],
    ['number of labels', [...signedLabels(CHECKOUT), '']],
  ])('is refused under the key of another %s', async (_, labels) => {
    await expectNotAuthentic((payload) => signForged(CHECKOUT, { payload, labels }));
  });

  it.each([
    ['sender', { iss: 'https://shop.test' }],
    ['sender: the receiver', { iss: CHECKOUT }],
    ['receiver', { aud: 'http://checkout.test' }],
    ['receiver: the sender', { aud: SHOP }],
    ['receiver of a port', { aud: `${CHECKOUT}:8443` }],
    ['receiver: none', { aud: undefined }],
  ])('is refused with our key and another %s', async (_, change) => {
    await expectNotAuthentic((payload) =>
      signForged(CHECKOUT, { payload: { ...payload, ...change } }),
    );
  });

  it.each([CHECKOUT, SHOP])(
    'is refused when one to %s is turned back to its sender',
    async (to) => {
      const browser = pair().browser();
      await add(browser, to === SHOP ? CHECKOUT : SHOP, 'MUG');
      const token = tokenOf(await fetchToken(browser, to));
      expectRefusal(await browser.request(acceptUrl(to === SHOP ? CHECKOUT : SHOP, token)));
    },
  );

  it('is refused when it is an event of checkout, or is MACed by the published key of events', async () => {
    const keys = await parseSigningKeys(await generateSigningKeys());
    const clock = pair().clock.now;
    const parties = { issuer: CHECKOUT, audience: CHECKOUT, stream: 'shopping' };
    const verification = { jti: 'jti-1', state: null };
    const event = await signVerification(verification, parties, { keys, clock });
    const browser = pair().browser();
    expectRefusal(await browser.request(acceptUrl(CHECKOUT, event)));
    await expectNotAuthentic((payload) => {
      const input = `${encodePart(HEADER)}.${encodePart(payload)}`;
      return `${input}.${macOf(input, Buffer.from(JSON.stringify(publicJwks(keys))))}`;
    });
  });

  it('is no state or session cookie', async () => {
    const browser = pair().browser();
    await signIn(browser);
    await add(browser, CHECKOUT, 'MUG');
    const token = tokenOf(await fetchToken(browser, SHOP));
    for (const name of ['bridge-state', 'bridge-session', 'bridge-owner']) {
      const answer = await browser.request(SHOP, { headers: { cookie: `${name}=${token}` } });
      expect(JSON.parse(answer.body)).toMatchObject({ session: { state: 'anonymous' }, lines: {} });
    }
  });

  it('is refused that is encrypted, and the log says which mode came', async () => {
    const browser = pair().browser();
    expectRefusal(await browser.request(await forge(pair(), browser, CHECKOUT)));
    expect(pair().checkout.log.join()).toMatch(/ERR_HANDOFF_VERSION/);
    expect(pair().checkout.log.join()).toContain('an encrypted token came');
  });
});

describe('two domains that were told different modes', () => {
  it.each([
    ['encrypted', 'signed', 'an encrypted token came'],
    ['signed', 'encrypted', 'a signed token came'],
  ] as const)('refuse each other: %s to %s', async (from, to, words) => {
    const pair: StorePair = await startStorePair({ shop: { mode: from }, checkout: { mode: to } });
    try {
      const browser = pair.browser();
      await add(browser, SHOP, 'MUG');
      expectRefusal(await browser.open(`${CHECKOUT}/bridge/start`));
      expect(pair.checkout.log.join()).toContain('ERR_HANDOFF_VERSION');
      expect(pair.checkout.log.join()).toContain(words);
      expect((await see(browser, SHOP)).lines).toEqual({ MUG: 1 });
    } finally {
      await pair.close();
    }
  });
});
