import { describe, expect, it } from '@jest/globals';
import { eachStorePair } from '../support/each-store-pair.ts';
import { CHECKOUT, SHOP, signIn } from '../support/store-pair.ts';

/** A7: a 307 or 308 sends a form with credentials on to the other domain. */
describe('a form that arrives at the bridge', () => {
  const pair = eachStorePair();
  const METHODS = ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
  const ROUTES = ['start', 'issue', 'accept'];

  it.each(METHODS)('by %s is refused and redirected nowhere', async (method) => {
    for (const origin of [SHOP, CHECKOUT]) {
      for (const route of ROUTES) {
        const answer = await pair().browser().request(`${origin}/bridge/${route}`, { method });
        expect(answer).toMatchObject({ status: 405, location: null, setCookies: [] });
        expect(answer.headers).toMatchObject({ allow: 'GET' });
      }
    }
  });

  it('ends with 303 when it was a sign-out, so that no body goes along', async () => {
    const browser = pair().browser();
    await signIn(browser);
    const { status, location } = await browser.request(`${CHECKOUT}/sign-out`, { json: {} });
    expect({ status, location }).toEqual({
      status: 303,
      location: `${SHOP}/bridge/start?return=%2F`,
    });
  });
});
