import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer } from '../support/http-exchange.ts';
import { demoAccount, type Shopper } from '../support/http-shopper.ts';
import { openStore } from '../support/open-store.ts';
import type { Side } from '../support/running-store.ts';

/** Answers of every kind, by what a cache may do with them. */
const STATE_PATHS: Record<Side, readonly string[]> = {
  shopping: ['/', '/cart', '/products/300172', '/api/state'],
  checkout: ['/checkout', '/login', '/register', '/account', '/api/state', '/api/account'],
};
const PUBLIC_PATHS = ['/api/products', '/api/shipping-methods', '/pictures/300172.svg'];
const ASSETS = /(?:href|src)="(\/assets\/[^"]+)"/g;

describe.each([
  ['http', 'shopping'],
  ['http', 'checkout'],
  ['https', 'shopping'],
] as const)('with the shop on %s, an answer of %s', (shoppingScheme, side) => {
  const open = openStore({ shoppingScheme });
  const secure = side === 'checkout' || shoppingScheme === 'https';
  const answers = new Map<string, Answer>();
  let shopper: Shopper;
  let assets: string[];

  beforeAll(async () => {
    shopper = open.shopper();
    await shopper.signIn(demoAccount(open.store));
    await shopper.cross('shopping');
    const home = await shopper.see(side, STATE_PATHS[side][0] ?? '/');
    assets = [...home.body.matchAll(ASSETS)].map(([, path]) => path ?? '');
    for (const path of [...STATE_PATHS[side], ...PUBLIC_PATHS, ...assets, '/nowhere', '/readyz']) {
      answers.set(path, await shopper.browser.ask(shopper.url(side, path)));
    }
  });
  function header(path: string, name: string): unknown {
    return answers.get(path)?.headers[name];
  }

  it('forbids everything but our own scripts, styles and pictures', () => {
    const peer = open.store.origins[side === 'shopping' ? 'checkout' : 'shopping'];
    const policy = [
      "default-src 'self'",
      "base-uri 'none'",
      "object-src 'none'",
      "frame-ancestors 'none'",
      `form-action 'self' ${peer}`,
    ];
    for (const { headers } of answers.values()) {
      expect(String(headers['content-security-policy']).split(';')).toEqual(policy);
    }
  });

  it('says the referrer to its own origin alone, and shows no engine', () => {
    for (const { headers } of answers.values()) {
      expect(headers).toMatchObject({
        'referrer-policy': 'same-origin',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'cross-origin-resource-policy': 'same-origin',
      });
      expect(headers['x-powered-by']).toBeUndefined();
      expect(headers.server).toBeUndefined();
    }
  });

  it('promises TLS only where there is TLS, and for this host alone', () => {
    for (const { headers } of answers.values()) {
      const promise = secure ? 'max-age=31536000' : undefined;
      expect(headers['strict-transport-security']).toBe(promise);
    }
  });

  it('is for nobody else where it shows a state', () => {
    for (const path of STATE_PATHS[side]) {
      expect(answers.get(path)?.status).toBe(path === '/login' || path === '/register' ? 303 : 200);
      expect(header(path, 'cache-control')).toBe('private, no-store');
    }
  });

  it('may be kept for ever where its address has its hash, and for a while where it is for all', () => {
    expect(assets).toHaveLength(3);
    for (const path of assets) {
      expect(path).toMatch(/\?v=[\w-]{16}$/);
      expect(header(path, 'cache-control')).toBe('public, max-age=31536000, immutable');
      expect(header(path, 'etag')).toMatch(/^"[\w-]{16}"$/);
    }
    for (const path of PUBLIC_PATHS) {
      expect(header(path, 'cache-control')).toMatch(/^public, max-age=\d+$/);
    }
    for (const path of [...assets, ...PUBLIC_PATHS]) {
      expect(answers.get(path)?.setCookies).toEqual([]);
    }
    expect(header('/readyz', 'cache-control')).toBe('no-store');
    expect(header('/nowhere', 'cache-control')).toBe('no-store');
  });

  it('is 304 for an asset that has not changed', async () => {
    const [path = ''] = assets;
    const headers = { 'if-none-match': String(header(path, 'etag')) };
    const answer = await shopper.browser.ask(shopper.url(side, path), { headers });
    expect(answer).toMatchObject({ status: 304, body: '' });
  });

  it('has pages without inline script or style, which the policy would block', async () => {
    for (const path of STATE_PATHS[side].filter((each) => !each.startsWith('/api'))) {
      const { body } = answers.get(path) as Answer;
      expect(body).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\sstyle="|\son[a-z]+="|javascript:/i);
    }
  });

  it('plants cookies that are for this host and for no script', async () => {
    const { setCookies } = await open.shopper().see(side, STATE_PATHS[side][0] ?? '/');
    expect(setCookies).toHaveLength(1);
    for (const cookie of setCookies) {
      expect(cookie.startsWith('__Host-')).toBe(secure);
      const [, ...attributes] = cookie.split('; ');
      expect(attributes.sort()).toEqual([
        'HttpOnly',
        'Max-Age=2592000',
        'Path=/',
        'SameSite=Lax',
        ...(secure ? ['Secure'] : []),
      ]);
    }
  });

  it('of a crossing is never kept, told on or indexed', async () => {
    const start = await open.shopper().browser.ask(shopper.url(side, '/bridge/start'));
    expect(start).toMatchObject({ status: 303, body: '' });
    expect(start.headers).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex',
    });
  });
});
