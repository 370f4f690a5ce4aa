import { describe, expect, it } from '@jest/globals';
import { registeredOnBoth } from '../support/clocked-shopper.ts';
import { eachClockedStore } from '../support/each-clocked-store.ts';
import { eachStorePair } from '../support/each-store-pair.ts';
import { mailsTo } from '../support/mail-files.ts';
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

/** The same in front of the demo store: mails, pages and what the other side may know of us. */
describe('a forged host in front of a store', () => {
  const store = eachClockedStore({ TRUST_PROXY: '1' });
  const FORGED = {
    host: 'evil.test',
    'x-forwarded-host': 'evil.test',
    'x-forwarded-proto': 'http',
    'x-forwarded-for': '192.0.2.1',
  };

  it('stands in no link of a mail for a new password', async () => {
    const { browser, account } = await registeredOnBoth(store(), 'jane');
    const asked = await browser.request(`${CHECKOUT}/api/password-reset`, {
      json: { email: account.email },
      headers: { ...FORGED, origin: CHECKOUT },
    });
    expect(asked.status).toBe(202);
    const links = () =>
      mailsTo(store(), account.email)
        .join()
        .match(/https?:\/\/[^\s]+/g) ?? [];
    while (links().length === 0) await store().scheduler.advance(250);
    for (const link of links()) expect(new URL(link).origin).toBe(CHECKOUT);
  });

  it.each([
    [SHOP, '/cart'],
    [CHECKOUT, '/login'],
    [CHECKOUT, '/.well-known/ssf-configuration'],
  ])('stands in no answer of %s%s', async (origin, path) => {
    const { headers, body } = await store()
      .browser()
      .request(`${origin}${path}`, { headers: FORGED });
    expect(`${JSON.stringify(headers)}${body}`).not.toContain('evil.test');
  });

  it('is no origin of a write: neither a forged Origin nor a Host that agrees with it', async () => {
    const headers = { ...FORGED, origin: 'https://evil.test', 'sec-fetch-site': null };
    const json = { sku: '300172', quantity: 1 };
    for (const origin of [SHOP, CHECKOUT]) {
      const browser = store().browser();
      const { status } = await browser.request(`${origin}/api/cart/lines`, { json, headers });
      expect(status).toBe(403);
    }
  });
});
