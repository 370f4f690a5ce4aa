import { describe, expect, it } from '@jest/globals';
import { eachStorePair } from '../support/each-store-pair.ts';
import { add, CHECKOUT, fetchToken, SHOP } from '../support/store-pair.ts';

/** A32: the Host header, or what a proxy is said to have forwarded, decides where things go. */
describe('a forged host', () => {
  const pair = eachStorePair();
  const FORGED = {
    host: 'evil.test',
    'x-forwarded-host': 'evil.test',
    'x-forwarded-proto': 'http',
    forwarded: 'host=evil.test;proto=http',
  };

  it('moves no redirect to another place', async () => {
    const browser = pair().browser();
    await add(browser, SHOP, 'MUG');
    const start = await browser.request(`${CHECKOUT}/bridge/start`, { headers: FORGED });
    expect(start.location).toMatch(/^http:\/\/shop\.test\/bridge\/issue\?/);
    const issue = await browser.request(start.location ?? '', { headers: FORGED });
    expect(issue.location).toMatch(/^https:\/\/checkout\.test\/bridge\/accept\?t=/);
    const accept = await browser.request(issue.location ?? '', { headers: FORGED });
    expect(accept.location).toBe(`${CHECKOUT}/checkout`);
  });

  it('takes neither prefix nor Secure from a cookie', async () => {
    const answer = await pair().browser().request(`${CHECKOUT}/bridge/start`, { headers: FORGED });
    expect(answer.setCookies).toHaveLength(1);
    expect(answer.setCookies[0]).toMatch(/^__Host-bridge-flow-.*; Secure/);
  });

  it('puts no Secure on a cookie of the HTTP shop, which would be lost', async () => {
    const headers = { ...FORGED, 'x-forwarded-proto': 'https' };
    const answer = await pair().browser().request(`${SHOP}/bridge/start`, { headers });
    expect(answer.setCookies[0]).toMatch(/^bridge-flow-/);
    expect(answer.setCookies[0]).not.toContain('Secure');
  });

  it('does not change for whom a token is', async () => {
    const browser = pair().browser();
    const url = await fetchToken(browser, CHECKOUT);
    expect((await browser.request(url, { headers: FORGED })).status).toBe(303);
  });
});
