import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PLACES } from '../support/believing-places.ts';
import { registeredOnBoth } from '../support/clocked-shopper.ts';
import { type ClockedStore, startClockedStore } from '../support/clocked-store.ts';
import { HOOK_SECRET, pollAs, post, type Scene, THINGS } from '../support/sealed-things.ts';
import { type ServedIssuer, serveIssuer } from '../support/served-issuer.ts';
import { CHECKOUT, fetchToken, SHOP } from '../support/store-pair.ts';

/**
 * A16: whatever one place believes is tried at every other: tokens, cookies, credentials of the servers, events and
 * hook tokens. Only the diagonal opens.
 */
describe('a thing that is good for one place', () => {
  let store: ClockedStore;
  let issuer: ServedIssuer;
  let scene: Scene;
  beforeAll(async () => {
    issuer = await serveIssuer();
    store = await startClockedStore({ HOOK_TOKEN: HOOK_SECRET, EVENT_ISSUERS: issuer.setting });
    const gone = await registeredOnBoth(store, 'gone');
    const sub_id = { format: 'email', email: gone.account.email };
    const headers = {
      authorization: `Bearer ${HOOK_SECRET}`,
      'content-type': 'application/json',
    };
    await post(store, `${CHECKOUT}/hooks/v1/revoke`, headers, JSON.stringify({ sub_id }));
    const { browser, account } = await registeredOnBoth(store, 'jane');
    for (const origin of [SHOP, CHECKOUT]) await fetchToken(browser, origin);
    scene = { store, browser, email: account.email, issuer };
  });
  afterAll(async () => {
    await store.close();
    issuer.close();
  });

  const names = Object.keys(THINGS);

  it('has its place, as a control: twelve of each', () => {
    expect(Object.keys(PLACES)).toEqual(names);
    expect(names).toHaveLength(12);
  });

  it.each(names)('opens there and nowhere else: %s', async (name) => {
    const opened: string[] = [];
    for (const [place, isGood] of Object.entries(PLACES)) {
      if (await isGood(scene, (await THINGS[name]?.(scene)) ?? '')) opened.push(place);
    }
    expect(opened).toEqual([name]);
  });

  it('has not ended the session of anybody by all that', async () => {
    for (const origin of [SHOP, CHECKOUT]) {
      const { body } = await scene.browser.request(`${origin}/api/state`);
      expect(JSON.parse(body).session.state).not.toBe('anonymous');
    }
    expect(Object.keys(JSON.parse((await pollAs(scene)).body).sets)).toHaveLength(1);
  });
});
