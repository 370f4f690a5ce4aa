import { describe, expect, it } from '@jest/globals';
import { HOOK_TOKEN } from '../support/hook-caller.ts';
import { openStore } from '../support/open-store.ts';
import { expectProblem } from '../support/problem.ts';

const PATHS = [
  '/nowhere',
  '/api/nowhere',
  '/api',
  '/assets/nothing.css',
  '/pictures/NOPE.svg',
  '/constructor',
  '/.env',
];

const open = openStore();

describe.each(['shopping', 'checkout'] as const)('an unknown route of %s', (side) => {
  it.each(PATHS)('%s is 404 for a program and a page for a browser', async (path) => {
    const program = open.shopper('program');
    expectProblem(await program.send(side, 'GET', path), 404, 'not_found');
    const page = await open.shopper().see(side, path);
    expect(page.status).toBe(404);
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(page.body).toContain('<h1>');
    expect(page.setCookies).toEqual([]);
  });

  it('is 404 for writes, too', async () => {
    const program = open.shopper('program');
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      expectProblem(await program.send(side, method, '/nowhere', {}), 404, 'not_found');
    }
    expectProblem(await program.send(side, 'POST', '/api/state', {}), 404, 'not_found');
  });

  it('includes the pages of the other domain, but for those that lead there', async () => {
    const foreign = side === 'shopping' ? '/orders/ord_x' : '/products/300172';
    expect((await open.shopper().see(side, foreign)).status).toBe(404);
  });
});

describe.each([{}, { HOOK_TOKEN }])('an unknown hook, with %p', (env) => {
  const hooked = openStore({ env });

  it.each(['/hooks/v2/revoke', '/hooks', '/hooks/v1nothing'])(
    'is 404, wherever the call comes from: %s',
    async (path) => {
      const url = hooked.shopper().url('checkout', path);
      for (const origin of [null, 'https://elsewhere.example']) {
        const headers = { origin, 'content-type': 'text/plain' };
        const { browser } = hooked.shopper('program');
        expectProblem(await browser.ask(url, { body: 'x', headers }), 404, 'not_found');
      }
    },
  );
});

describe('an unknown product', () => {
  it('is 404', async () => {
    for (const sku of ['NOPE', '__proto__', 'constructor', '%00', '..%2Fcart']) {
      const page = await open.shopper().see('shopping', `/products/${sku}`);
      expect(page.status).toBe(404);
    }
  });
});
