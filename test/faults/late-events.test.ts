import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { BrowserModel } from '../support/browser-model.ts';
import {
  passUntil,
  registeredOnBoth,
  sessionOn,
  sessionsOf,
  signInAgain,
} from '../support/clocked-shopper.ts';
import { type ClockedStore, startClockedStore } from '../support/clocked-store.ts';
import { authorize } from '../support/peer-calls.ts';
import { CHECKOUT, SHOP } from '../support/store-pair.ts';

const BOTH = ['recognized', 'authenticated'];
const REPEATS = 100;
const CHANGE = { actor: 'test', initiatingEntity: 'admin', reason: 'sessions-revoked' } as const;

describe('events that come twice, in disorder or late', () => {
  let store: ClockedStore;
  let count = 0;
  beforeAll(async () => {
    store = await startClockedStore();
  });
  afterAll(() => store.close());

  const revoke = (id: string) => store.checkout.bridge.invalidator.revoke(id, CHANGE);
  const known = () => registeredOnBoth(store, `late-${++count}`);
  const untilGuest = (browser: BrowserModel) =>
    passUntil(store, async () => (await sessionOn(browser, SHOP)) === 'anonymous');

  /** The events of the feed as they are signed, by their place. */
  async function events(): Promise<readonly string[]> {
    const path = '/ssf/poll';
    const body = JSON.stringify({ cursor: null, returnImmediately: true });
    const headers = {
      'content-type': 'application/json',
      ...authorize('checkout', store.clock.now, { method: 'POST', path, body }),
    };
    const answer = await store.ask(`${CHECKOUT}${path}`, { method: 'POST', headers, body });
    const sets: Readonly<Record<string, string>> = JSON.parse(answer.body).sets;
    const seqOf = (jti: string) => Number(jti.split('.')[1]);
    return Object.entries(sets)
      .toSorted(([a], [b]) => seqOf(a) - seqOf(b))
      .map(([, jwt]) => jwt);
  }

  /** Pushes an event, as checkout does. */
  async function push(body: string) {
    const path = '/bridge/events';
    const headers = {
      'content-type': 'application/secevent+jwt',
      ...authorize('shopping', store.clock.now, { method: 'POST', path, body }),
    };
    const { status, body: text } = await store.ask(`${SHOP}${path}`, {
      method: 'POST',
      headers,
      body,
    });
    return [status, text];
  }
  const shopRows = () =>
    store.databases.shopping.prepare('SELECT subject, epoch FROM subject_state ORDER BY 1').all();

  it('F3: the same push a hundred times is taken each time, and changes what the first one changed', async () => {
    const { browser, account, id } = await known();
    await revoke(id);
    const [event = ''] = (await events()).slice(-1);
    expect(await push(event)).toEqual([202, '']);
    expect(await sessionOn(browser, SHOP)).toBe('anonymous');
    await signInAgain(browser, account);
    const before = shopRows();
    for (let repeat = 1; repeat < REPEATS; repeat++) expect(await push(event)).toEqual([202, '']);
    expect(shopRows()).toEqual(before);
    expect(await sessionsOf(browser)).toEqual(BOTH);
  });

  it('F3: the same request, credential and all, is refused: 401', async () => {
    const { id } = await known();
    await revoke(id);
    const [body = ''] = (await events()).slice(-1);
    const path = '/bridge/events';
    const headers = {
      'content-type': 'application/secevent+jwt',
      ...authorize('shopping', store.clock.now, { method: 'POST', path, body }),
    };
    const wire = { method: 'POST', headers, body };
    expect((await store.ask(`${SHOP}${path}`, wire)).status).toBe(202);
    expect((await store.ask(`${SHOP}${path}`, wire)).status).toBe(401);
  });

  it('F4: the second change before the first: both have ended what they had to, and the cursor skips nothing', async () => {
    const [first, second] = [await known(), await known()];
    store.link = 'down';
    await revoke(first.id);
    await revoke(second.id);
    const [older = '', newer = ''] = (await events()).slice(-2);
    const place = store.databases.shopping.prepare('SELECT seq FROM peer_cursor').pluck();
    const before = place.get();
    expect(await push(newer)).toEqual([202, '']);
    expect(place.get()).toBe(before);
    expect(await sessionOn(second.browser, SHOP)).toBe('anonymous');
    expect(await sessionOn(first.browser, SHOP)).toBe('recognized');
    expect(await push(older)).toEqual([202, '']);
    expect(await sessionOn(first.browser, SHOP)).toBe('anonymous');
    store.link = 'up';
    await passUntil(store, () => place.get() !== before);
    for (const { browser } of [first, second]) {
      expect(await sessionsOf(browser)).toEqual(['anonymous', 'anonymous']);
    }
  });

  it('F5, I3: one that arrives after the user has signed in again, here or in another browser, ends neither', async () => {
    const { browser, account, id } = await known();
    await revoke(id);
    const [late = ''] = (await events()).slice(-1);
    await untilGuest(browser);
    const other = store.browser();
    await signInAgain(browser, account);
    await signInAgain(other, account);
    for (let repeat = 0; repeat < 3; repeat++) {
      expect(await push(late)).toEqual([202, '']);
      for (const each of [browser, other]) expect(await sessionsOf(each)).toEqual(BOTH);
    }
    // And a newer one still ends both.
    await revoke(id);
    for (const each of [browser, other]) {
      await untilGuest(each);
      expect(await sessionOn(each, CHECKOUT)).toBe('anonymous');
    }
  });
});
