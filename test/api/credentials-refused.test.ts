import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Asking } from '../support/http-browser.ts';
import type { Shopper } from '../support/http-shopper.ts';
import { openStore } from '../support/open-store.ts';
import { expectProblem } from '../support/problem.ts';

const SECRET = 'Tr0ub4dor-and-3-horses';
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const NESTED = { a: [{ b: [{ c: { d: { e: { f: { password: SECRET } } } } }] }] };

const CASES: readonly (readonly [name: string, path: string, asking: Asking])[] = [
  ['JSON', '/login', { json: { email: 'a@example.org', password: SECRET } }],
  ['JSON to the API', '/api/login', { json: { email: 'a@example.org', password: SECRET } }],
  ['a registration', '/api/register', { json: { email: 'a@example.org', password: SECRET } }],
  ['a form of ours', '/login', { form: { email: 'a@example.org', password: SECRET } }],
  [
    'a form without origin',
    '/login',
    { body: `email=a&password=${SECRET}`, headers: { ...FORM, origin: null } },
  ],
  [
    'a form of checkout’s',
    '/api/login',
    { form: { password: SECRET }, headers: { origin: 'https://checkout.localhost' } },
  ],
  [
    'a multipart form',
    '/login',
    { body: SECRET, headers: { 'content-type': 'multipart/form-data; boundary=x' } },
  ],
  ['fields of other names', '/signin', { json: { user: 'a', kennwort: SECRET } }],
  ['a query', `/login?password=${SECRET}`, { json: {} }],
  ['a query to a page', `/?Password=${SECRET}`, {}],
  ['a query to the API', `/api/state?user_pwd=${SECRET}`, {}],
  ['a nested field', '/api/cart/lines', { json: NESTED }],
  ['a field in brackets', '/api/cart/lines', { form: { 'user[password]': SECRET } }],
  ['a field beside good ones', '/api/promotions', { json: { code: 'FREESHIP', passwd: SECRET } }],
  ['an empty password', '/api/promotions', { json: { code: 'FREESHIP', password: '' } }],
  ['the field pin', '/api/promotions', { json: { code: 'FREESHIP', pin: SECRET } }],
  ['the wrong route', '/nowhere', { json: { new_password: SECRET } }],
  ['JSON that is not well-formed', '/login', { json: undefined, body: `{"password":"${SECRET}"` }],
  ['PUT', '/api/shipping', { method: 'PUT', json: { clientSecret: SECRET } }],
  ['DELETE', '/api/cart/lines/x', { method: 'DELETE', json: { passphrase: SECRET } }],
];

describe('a credential towards the shopping domain', () => {
  const open = openStore();
  let shopper: Shopper;
  beforeAll(async () => {
    shopper = open.shopper();
    await shopper.add('shopping', { sku: '300172' }, 2);
  });

  it.each(CASES)('as %s is refused and nothing happens', async (_, path, asking) => {
    const before = await shopper.state('shopping');
    const headers = { accept: 'application/json', ...asking.headers };
    const answer = await shopper.browser.ask(shopper.url('shopping', path), { ...asking, headers });
    expectProblem(answer, 400, 'credentials_refused');
    expect(answer.body).not.toContain(SECRET);
    expect(await shopper.state('shopping')).toEqual(before);
  });

  it('gets a page where a page is asked for, with a way on', async () => {
    const answer = await shopper.submit('shopping', '/login', { password: SECRET });
    expect(answer).toMatchObject({ status: 400, location: null });
    expect(answer.headers['content-type']).toContain('text/html');
    expect(answer.body).toContain('secure domain');
    expect(answer.body).not.toContain(SECRET);
  });

  it.each(['/login', '/sign-in', '/register', '/account', '/checkout'])(
    'is asked for on checkout: %s leads there and takes the cart along',
    async (path) => {
      const other = open.shopper();
      await other.add('shopping', { sku: '300172' }, 2);
      const answer = await other.see('shopping', path);
      expect(new URL(answer.url).origin).toBe(open.store.origins.checkout);
      expect(answer.status).toBe(200);
      expect(await other.cart('checkout')).toEqual({ '300172': 2 });
    },
  );

  it('is a matter of names: a search for the word is none', async () => {
    expect((await shopper.see('shopping', '/?q=password')).status).toBe(200);
    expect((await shopper.see('shopping', '/?passport=1')).status).toBe(200);
  });

  it('never reaches the log', () => {
    expect(open.store.output()).not.toContain(SECRET);
    expect(open.store.output()).toContain('credentials_refused');
  });
});
