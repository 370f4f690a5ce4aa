import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { BrowserModel } from '../support/browser-model.ts';
import { acceptUrl } from '../support/forged-token.ts';
import {
  askShop,
  callOf,
  type HeardCall,
  type ParkedPair,
  parkFor,
  startParkedPair,
} from '../support/parked-pair.ts';
import { authorize } from '../support/peer-calls.ts';
import { expectRefusal } from '../support/refusal.ts';
import { CHECKOUT, SHOP, see } from '../support/store-pair.ts';
import { createTestClock } from '../support/test-clock.ts';
import { tapWire } from '../support/wiretap.ts';

/** A3, A29: somebody has the reference of a cart that waits, or all that went over the shop's plain-HTTP wire. */
describe('a reference to a cart that waits at its sender', () => {
  let pair: ParkedPair;
  beforeEach(async () => {
    pair = await startParkedPair();
  });
  afterEach(() => pair.close());

  /** A cart that has crossed, and the call that fetched it. */
  async function crossed(browser = pair.browser()): Promise<HeardCall> {
    expect((await browser.request(await parkFor(browser))).status).toBe(303);
    const call = pair.calls.at(-1);
    if (call?.status !== 200) throw new Error('nothing was fetched');
    return call;
  }
  const credentialFor = (path: string, method = 'GET') =>
    authorize('shopping', pair.clock.now, { method, path });

  it('gives the cart to whoever has a credential for it, as a control', async () => {
    const { path } = callOf(await crossed());
    expect((await askShop(pair, path, credentialFor(path))).status).toBe(200);
  });

  it('gives a stranger nothing, and no store is asked before there is a credential', async () => {
    const { path, ref, jti } = callOf(await crossed());
    const other = callOf(await crossed());
    pair.asked.length = 0;
    const strangers: Record<string, string>[] = [
      {},
      { authorization: 'Bearer a-hook-token-for-tests-0123456789' },
      { authorization: 'Bridge' },
      { authorization: `Bridge ${ref}` },
      { authorization: `Bridge ${'A'.repeat(8_000)}` },
      { cookie: `bridge-parked=${ref}; bridge-state=${ref}; bridge-session=${jti}` },
      authorize('checkout', pair.clock.now, { method: 'GET', path }),
      credentialFor(path, 'POST'),
      credentialFor('/bridge/settled', 'POST'),
      credentialFor(other.path),
      credentialFor(`/bridge/parked/${ref}?jti=${other.jti}`),
      credentialFor(`/bridge/parked/${other.ref}?jti=${jti}`),
    ];
    const answers = [];
    for (const headers of strangers) answers.push(await askShop(pair, path, headers));
    expect(new Set(answers.map(({ status, body }) => `${status} ${body}`)).size).toBe(1);
    expect(answers[0]?.status).toBe(401);
    expect(pair.asked).toEqual([]);
  });

  it('gives nothing twice to the same call: recorded, it is worthless, and the row is not read', async () => {
    const call = await crossed();
    const { path } = callOf(call);
    pair.asked.length = 0;
    const headers = { authorization: call.credential };
    for (const _ of [1, 2]) expect((await askShop(pair, path, headers)).status).toBe(401);
    for (const spelt of [`${path}&`, path.replace('?', '/?'), path.replace('bridge', 'Bridge')]) {
      const { status } = await askShop(pair, spelt, headers);
      expect(status).toBe(401);
    }
    expect(pair.asked).not.toContain('read');
  });

  it('is no token, cookie or handle, and no token or cookie is a reference', async () => {
    const browser = pair.browser();
    const url = await parkFor(browser);
    const { ref, jti } = callOf(await crossed(browser));
    const token = new URL(url).searchParams.get('t') ?? '';
    for (const origin of [SHOP, CHECKOUT]) {
      for (const text of [ref, jti]) {
        expectRefusal(await browser.request(acceptUrl(origin, text)));
        const prefix = origin === CHECKOUT ? '__Host-' : '';
        const names = ['bridge-state', 'bridge-session', 'bridge-return', 'bridge-owner'];
        const cookie = names.map((name) => `${prefix}${name}=${text}`).join('; ');
        const { body } = await pair.browser().request(origin, { headers: { cookie } });
        expect(JSON.parse(body)).toMatchObject({ session: { state: 'anonymous' }, lines: {} });
      }
    }
    const cookies = browser.cookies(SHOP).map((each) => each.slice(each.indexOf('=') + 1));
    for (const text of [token, token.slice(0, 22), ...cookies, ...cookies.map(start)]) {
      const path = `/bridge/parked/${encodeURIComponent(text)}?jti=${jti}`;
      expect((await askShop(pair, path, credentialFor(path))).status).toBe(404);
    }
  });

  it('is in no address, header, cookie or body of a browser, and in no log', async () => {
    const browser = pair.browser();
    const wires = [SHOP, CHECKOUT].map((origin) => tapWire(browser, origin));
    const url = await parkFor(browser);
    await browser.open(url);
    await see(browser, SHOP);
    pair.lead(1);
    const later = await parkFor(browser);
    expectRefusal(await browser.request(later));
    pair.lead(null);
    expect((await browser.request(later)).status).toBe(303);
    const logs = [...pair.shop.log, ...pair.checkout.log].join('\n');
    expect(logs).toContain('ERR_HANDOFF_NOT_FETCHED');
    const heard = [...wires.map((wire) => wire.text()), url, later, logs];
    const refs = new Set(pair.calls.map((call) => callOf(call).ref));
    expect(refs.size).toBe(2);
    for (const ref of refs) {
      for (const text of heard) expect(text).not.toContain(ref);
    }
  });

  it('is good for nothing to a listener who has every byte of the shop’s wires', async () => {
    const [shopper, listener] = [pair.browser(), pair.browser()];
    const wire = tapWire(shopper, SHOP);
    const url = await parkFor(shopper, 'SECRET-MUG');
    for (const cookie of shopper.cookies(SHOP)) listener.jar.setCookieSync(cookie, SHOP);
    const call = await crossed(shopper);
    const { ref, jti } = callOf(call);
    expect(readable(call.body)).not.toContain('SECRET-MUG');
    const words = new Set([...wire.words(), ref, jti, call.body, call.credential.slice(7)]);
    const fetched = pair.calls.length;
    for (const word of words) {
      for (const authorization of [`Bridge ${word}`, `Bearer ${word}`]) {
        expect((await askShop(pair, callOf(call).path, { authorization })).status).toBe(401);
      }
      if (word !== new URL(url).searchParams.get('t')) {
        expectRefusal(await listener.request(acceptUrl(CHECKOUT, word)));
      }
    }
    expectRefusal(await listener.request(url));
    expect(pair.calls).toHaveLength(fetched);
    expect((await see(listener, CHECKOUT)).lines).toEqual({});
  });
});

describe('a cart that waits for a token of a minute', () => {
  it.each([-15, 0, 15])(
    'can be fetched to its last second, and not once the token is over, by a receiver whose clock is %i s ahead',
    async (ahead) => {
      const clock = createTestClock();
      const theirs = () => clock.now() + ahead * 1000;
      const pair = await startParkedPair({ checkout: { clock: theirs } }, clock);
      try {
        const browser: BrowserModel = pair.browser();
        const url = await parkFor(browser);
        clock.advance(75 - ahead);
        expect((await browser.request(url)).status).toBe(303);
        expect((await see(browser, CHECKOUT)).lines).toEqual({ MUG: 1 });
        clock.advance(1);
        const late = await browser.request(url);
        expect(late.location).toContain('/bridge/start');
        expect(pair.calls).toHaveLength(1);

        clock.advance(91 - (76 - ahead));
        const { path } = callOf(pair.calls[0] ?? { url: '', credential: '', status: 0, body: '' });
        const credential = authorize('shopping', clock.now, { method: 'GET', path });
        expect((await askShop(pair, path, credential)).status).toBe(404);
      } finally {
        await pair.close();
      }
    },
  );
});

function start(text: string): string {
  return text.slice(0, 22);
}

/** What somebody finds in a text without a key, in every spelling that he may try. */
function readable(text: string): string {
  const bytes = Buffer.from(text, 'base64url');
  return [text, bytes.toString('latin1'), bytes.toString()].join('\n');
}
