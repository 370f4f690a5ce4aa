import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Asking } from '../support/http-browser.ts';
import type { Shopper } from '../support/http-shopper.ts';
import { openStore } from '../support/open-store.ts';
import { expectProblem } from '../support/problem.ts';
import { WRITE_ROUTES, type WriteRoute } from '../support/write-routes.ts';

const JSON_TYPE = { 'content-type': 'application/json' };
const FORM_TYPE = { 'content-type': 'application/x-www-form-urlencoded' };
const ROUTES = WRITE_ROUTES.map(
  (route) => [`${route.method} ${route.side} ${route.path}`, route] as const,
);
const NO_METADATA = { origin: null, 'sec-fetch-site': null };

type Case = readonly [name: string, asking: (route: WriteRoute, origin: string) => Asking];

const CROSS_ORIGIN: readonly Case[] = [
  ['an origin elsewhere', ({ json }) => ({ json, headers: { origin: 'https://evil.example' } })],
  ['the origin null', ({ json }) => ({ json, headers: { origin: 'null' } })],
  ['the other scheme', ({ json }, own) => ({ json, headers: { origin: otherScheme(own) } })],
  ['Sec-Fetch-Site: cross-site', ({ json }) => ({ json, headers: site('cross-site') })],
  ['Sec-Fetch-Site: same-site', ({ json }) => ({ json, headers: site('same-site') })],
  [
    'Sec-Fetch-Site: cross-site and our own origin',
    ({ json }, origin) => ({ json, headers: { origin, 'sec-fetch-site': 'cross-site' } }),
  ],
  [
    'a form without origin',
    () => ({ body: 'quantity=1', headers: { ...NO_METADATA, ...FORM_TYPE } }),
  ],
];

const BODIES: readonly (readonly [string, number, string, Case[1]])[] = [
  ['text', 415, 'unsupported_type', (_, origin) => typed('text/plain', 'a=1', origin)],
  ['XML', 415, 'unsupported_type', (_, origin) => typed('application/xml', '<a/>', origin)],
  ['a multipart form', 415, 'unsupported_type', (_, origin) => typed(MULTIPART, '--x--', origin)],
  [
    'an unnamed type',
    415,
    'unsupported_type',
    (_, origin) => ({ body: '{}', headers: { origin } }),
  ],
  [
    'an encoding nobody knows',
    415,
    'unsupported_type',
    () => ({ body: '{}', headers: { ...JSON_TYPE, 'content-encoding': 'zstd+' } }),
  ],
  ['malformed JSON', 400, 'malformed', () => jsonText('{"quantity":1')],
  ['no JSON at all', 400, 'malformed', () => jsonText('quantity=1')],
  ['an array', 400, 'malformed', () => jsonText('[{"quantity":1}]')],
  ['a text', 400, 'malformed', () => jsonText('"quantity"')],
  ['null', 400, 'malformed', () => jsonText('null')],
  [
    'a text/plain form without origin',
    415,
    'unsupported_type',
    () => ({ body: '{}', headers: { ...NO_METADATA, 'content-type': 'text/plain' } }),
  ],
  [
    'a field that is nested too deep',
    400,
    'malformed',
    () => jsonText(`{"a":${'['.repeat(3_500)}${']'.repeat(3_500)}}`),
  ],
  ['arrays nested for ever', 400, 'malformed', () => jsonText('['.repeat(16_000))],
  [
    'a name twice in JSON',
    400,
    'duplicate_parameter',
    () => jsonText('{"quantity":1,"quantity":2,"\\u0071uantity":3}'),
  ],
  [
    'a name twice inside JSON',
    400,
    'duplicate_parameter',
    () => jsonText('{"options":{"size":"S","size":"L"}}'),
  ],
  [
    'a name twice in a form',
    400,
    'duplicate_parameter',
    (_, origin) => ({ body: 'quantity=1&quantity=2', headers: { ...FORM_TYPE, origin } }),
  ],
  ['a huge JSON body', 413, 'too_large', () => jsonText(`{"a":"${'x'.repeat(1_000_000)}"}`)],
  [
    'a huge form',
    413,
    'too_large',
    (_, origin) => ({ body: `a=${'x'.repeat(1_000_000)}`, headers: { ...FORM_TYPE, origin } }),
  ],
];
const MULTIPART = 'multipart/form-data; boundary=x';

describe('a write', () => {
  const open = openStore();
  const shoppers = {} as Record<WriteRoute['side'], Shopper>;
  beforeAll(async () => {
    for (const side of ['shopping', 'checkout'] as const) {
      const shopper = open.shopper('program');
      await shopper.add(side, { sku: '300172' }, 1);
      await shopper.send(side, 'POST', '/api/promotions', { code: 'WELCOME10' });
      shoppers[side] = shopper;
    }
  });

  async function expectRefusals(
    route: WriteRoute,
    cases: readonly (readonly [number, string, Case[1], string?])[],
  ): Promise<void> {
    const { side, method, path } = route;
    const shopper = shoppers[side];
    const before = await shopper.state(side);
    for (const [status, code, asking, query = ''] of cases) {
      const url = shopper.url(side, `${path}${query}`);
      const asked = { method, ...asking(route, open.store.origins[side]) };
      expectProblem(await shopper.browser.ask(url, asked), status, code);
    }
    expect(await shopper.state(side)).toEqual(before);
  }

  it.each(ROUTES)('%s is refused from another site', async (_, route) => {
    await expectRefusals(
      route,
      CROSS_ORIGIN.map(([, asking]) => [403, 'cross_origin', asking]),
    );
  });

  it.each(ROUTES)('%s is refused with a body of another kind', async (_, route) => {
    await expectRefusals(
      route,
      BODIES.map(([, status, code, asking]) => [status, code, asking]),
    );
  });

  it.each(ROUTES)('%s is refused with a parameter that stands twice in the query', (_, route) =>
    expectRefusals(route, [
      [400, 'duplicate_parameter', ({ json }) => ({ json }), '?notice=a&notice=b'],
      [400, 'duplicate_parameter', ({ json }) => ({ json }), '?a=1&%61=2'],
    ]),
  );

  it('takes a name that means something in JavaScript for a name', async () => {
    const { browser, url } = { browser: shoppers.shopping.browser, url: 'shopping' as const };
    const before = await shoppers.shopping.state(url);
    for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
      const body = `{"${name}":{"sku":"300172","quantity":5,"code":"FREESHIP"}}`;
      const ask = (path: string) =>
        browser.ask(shoppers.shopping.url(url, path), { body, headers: JSON_TYPE });
      expectProblem(await ask('/api/cart/lines'), 422, 'unknown_sku');
      expectProblem(await ask('/api/promotions'), 422, 'unknown_promotion');
    }
    expect(await shoppers.shopping.state(url)).toEqual(before);
  });

  it('without a body passes where nothing has to be said', async () => {
    const shopper = open.shopper('program');
    await shopper.add('checkout', { sku: '300172' });
    const removal = await shopper.send('checkout', 'DELETE', '/api/cart/lines/300172');
    expect(removal.status).toBe(200);
    const empty = { method: 'POST', headers: JSON_TYPE };
    const logout = await shopper.browser.ask(shopper.url('checkout', '/api/logout'), empty);
    expect(logout.status).toBe(204);
  });
});

function site(value: string): Record<string, string> {
  return { 'sec-fetch-site': value };
}

function jsonText(body: string): Asking {
  return { body, headers: JSON_TYPE };
}

function typed(type: string, body: string, origin: string): Asking {
  return { body, headers: { 'content-type': type, origin } };
}

function otherScheme(origin: string): string {
  return origin.startsWith('https:')
    ? origin.replace('https:', 'http:')
    : origin.replace('http:', 'https:');
}
