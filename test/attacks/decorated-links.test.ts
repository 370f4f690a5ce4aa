import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { BrowserModel } from '../support/browser-model.ts';
import { registeredOnBoth } from '../support/clocked-shopper.ts';
import { type ClockedStore, startClockedStore } from '../support/clocked-store.ts';
import { CHECKOUT, SHOP } from '../support/store-pair.ts';

const PAGES = {
  [SHOP]: ['/', '/cart', '/products/300172'],
  [CHECKOUT]: ['/checkout', '/account', '/account/sessions', '/account/password'],
} as const;
/** What a link may say: a page that everybody knows. */
const PATHS = /^\/(?:cart|checkout|login|register|account|products\/\d{6})?$/;
const PEER = { [SHOP]: CHECKOUT, [CHECKOUT]: SHOP } as const;
const ADDRESSES = /\b(?:href|src|action|content|data-[\w-]+)="([^"]*)"/g;

/** A24, A25, A26: crawlers, history and trackers live on links that carry something, and on hops in between. */
describe.each([SHOP, CHECKOUT] as const)('the links in the pages of %s', (origin) => {
  let store: ClockedStore;
  let browser: BrowserModel;
  beforeAll(async () => {
    store = await startClockedStore();
    ({ browser } = await registeredOnBoth(store, 'jane'));
  });
  afterAll(() => store.close());

  async function addressesIn(path: string): Promise<URL[]> {
    const { status, body } = await browser.request(`${origin}${path}`);
    expect(status).toBe(200);
    const found = [...body.matchAll(ADDRESSES)].map(([, text = '']) =>
      text.replaceAll('&amp;', '&'),
    );
    return found
      .filter((text) => /^(?:https?:|\/)/.test(text))
      .map((text) => new URL(text, origin));
  }

  it.each(PAGES[origin])('carry a return path across, and nothing else: %s', async (path) => {
    const across = (await addressesIn(path)).filter((url) => url.origin === PEER[origin]);
    expect(across.length).toBeGreaterThan(0);
    for (const { pathname, searchParams } of across) {
      expect(pathname).toBe('/bridge/start');
      expect([...searchParams.keys()]).toEqual(['return']);
      expect(searchParams.get('return')).toMatch(PATHS);
    }
  });

  it.each(PAGES[origin])(
    'lead to no third host, and nothing is loaded from one: %s',
    async (path) => {
      const hosts = new Set((await addressesIn(path)).map((url) => url.origin));
      expect([...hosts].sort()).toEqual([SHOP, CHECKOUT].sort().filter((each) => hosts.has(each)));
    },
  );

  it('send a first visitor nowhere by themselves: a crawler reads pages, not redirects', async () => {
    for (const path of origin === SHOP ? PAGES[SHOP] : ['/checkout']) {
      const answer = await store.browser().request(`${origin}${path}`);
      expect([answer.status, answer.location]).toEqual([200, null]);
    }
  });

  it('pass two hosts on the way, ours, and end at an address without a query', async () => {
    const hosts: string[] = [];
    let next: string | null = `${PEER[origin]}/bridge/start`;
    while (next !== null) {
      const hop = await browser.request(next);
      hosts.push(new URL(hop.url).origin);
      if (hop.location === null) expect(new URL(hop.url).search).toBe('');
      else expect(hop.headers['x-robots-tag']).toBe('noindex');
      next = hop.location;
    }
    expect(hosts).toEqual([PEER[origin], origin, PEER[origin], PEER[origin]]);
  });

  it('set no cookie that a script could read: those are what browsers cut short', async () => {
    const { body } = await browser.request(`${origin}${PAGES[origin][0]}`);
    const scripts = [...body.matchAll(/<script[^>]*\ssrc="([^"]+)"/g)].map(([, src]) => src ?? '');
    expect(scripts.length).toBeGreaterThan(0);
    for (const src of scripts) {
      const script = await browser.request(new URL(src, origin).href);
      expect(script.body).not.toMatch(/document\s*\.\s*cookie|cookieStore|localStorage|indexedDB/);
    }
  });
});
