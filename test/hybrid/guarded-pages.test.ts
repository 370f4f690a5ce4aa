import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { type HybridWorld, startHybrid } from './hybrid-world.ts';

const FORM = 'application/x-www-form-urlencoded';

describe('the headless side', () => {
  let world: HybridWorld;
  beforeAll(async () => {
    world = await startHybrid();
  });
  afterAll(() => world.close());

  const call = () => request(world.origin.replace('hybrid.localhost', '127.0.0.1'));
  const page = (path: string) => call().get(path).set('Accept', 'text/html');

  it.each(['/', '/category/bags', '/product/arc-lamp', '/login', '/register', '/nothing'])(
    'keeps %s private, and lets nothing run in it',
    async (path) => {
      const { headers, text } = await page(path);
      expect(headers['cache-control']).toMatch(/no-store/);
      expect(headers['content-security-policy']).toMatch(/default-src 'self'/);
      expect(headers['content-security-policy']).not.toMatch(/unsafe/);
      expect(headers['x-powered-by']).toBeUndefined();
      expect(text).not.toMatch(/<script|<style|style=|onclick/);
    },
  );

  it.each(['/basket/lines', '/login', '/register', '/logout', '/__bridge/time'])(
    'refuses a form of another site: %s',
    async (path) => {
      const foreign = await call()
        .post(path)
        .type(FORM)
        .set({ Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' })
        .send('productId=clip-lamp&quantity=1&seconds=1860');
      expect(foreign.status).toBe(403);
      expect(foreign.body).toMatchObject({ code: 'cross_origin' });
    },
  );

  it('answers programs with problems, and browsers with pages', async () => {
    const problem = await call().get('/nothing').set('Accept', 'application/json').expect(404);
    expect(problem.type).toBe('application/problem+json');
    expect(problem.body).toMatchObject({ status: 404, code: 'not_found' });
    expect((await page('/nothing').expect(404)).text).toContain('There is no such page.');
    expect((await page('/product/moon').expect(404)).text).toContain('There is no such product.');
    expect((await page('/category/moon').expect(404)).text).toContain('There is no such category.');
    await page('/pictures/moon.svg').expect(404);
  });

  it.each([
    ['another site', '//evil.example/'],
    ['a controller', '/on/demandware.store/Sites-RefArch-Site/en_US/Login-Logout'],
    ['nothing', ''],
    ['a query', '/?notice=signed_in'],
  ])('leads nobody to %s after a form', async (_, target) => {
    const answer = await call()
      .post('/basket/lines')
      .type(FORM)
      .set('Origin', world.origin)
      .send({ productId: 'clip-lamp', quantity: '1', return: target })
      .expect(303);
    expect(answer.get('location')).toBe('/?notice=added');
  });

  it.each(['0', '-1', '1.5', '1000', 'many', ''])(
    'adds no pieces where a form says "%s", and asks nobody',
    async (quantity) => {
      const before = world.platform.calls.list().length;
      const answer = await call()
        .post('/basket/lines')
        .type(FORM)
        .set('Origin', world.origin)
        .send({ productId: 'clip-lamp', quantity })
        .expect(303);
      expect(answer.get('location')).toBe('/?notice=invalid_quantity');
      expect(world.platform.calls.list()).toHaveLength(before);
    },
  );

  it('lets nothing run in a page that came of a failure before it', async () => {
    world.platform.faults.add({
      operation: 'Cart-Show',
      times: 1,
      delaySeconds: 0,
      status: null,
      retryAfterSeconds: null,
      hang: false,
      drop: 'before',
      wrongKeys: false,
    });
    const answer = await page(`${world.controllers}/Cart-Show`).expect(502);
    expect(answer.get('content-security-policy')).toMatch(/default-src 'self'/);
    expect(answer.get('cache-control')).toMatch(/no-store/);
    expect(answer.text).toContain('Rendered headless');
  });

  it('takes from a browser what it would have dropped by then, and nothing else', async () => {
    const answer = await call()
      .post('/__bridge/time')
      .type(FORM)
      .set('Origin', world.origin)
      .set(
        'Cookie',
        'cc-at_RefArch=a; cc-at_RefArch_2=b; cc-sg_RefArch=1; cc-nx_RefArch=c; x=cc-at',
      )
      .send({ seconds: '1860', return: '/' })
      .expect(303);
    const setCookies = [answer.get('set-cookie') ?? []].flat();
    const dropped = setCookies.filter((each) => /=; Max-Age=0/.test(each));
    expect(dropped.map((each) => each.split('=', 1)[0]).sort()).toEqual([
      'cc-at_RefArch',
      'cc-at_RefArch_2',
      'cc-sg_RefArch',
    ]);
  });

  it('leads the addresses that people type on to the controllers', async () => {
    const cart = await page('/cart').expect(302);
    expect(cart.get('location')).toBe(`${world.controllers}/Cart-Show`);
    const checkout = await page('/checkout').expect(302);
    expect(checkout.get('location')).toBe(`${world.controllers}/Checkout-Begin`);
  });

  it('leads a guest who wants the account to the sign-in', async () => {
    expect((await page('/account').expect(303)).get('location')).toBe('/login');
  });

  it('makes no shopper for styles and pictures', async () => {
    const before = world.platform.calls.list().length;
    const style = await call().get('/assets/hybrid.css').expect(200);
    expect(style.get('cache-control')).toMatch(/immutable/);
    const picture = await call().get('/pictures/clip-lamp.svg').expect(200);
    expect(picture.type).toBe('image/svg+xml');
    expect([style, picture].flatMap((each) => each.get('set-cookie') ?? [])).toEqual([]);
    expect(world.platform.calls.list()).toHaveLength(before);
  });

  it('says that it is alive and ready', async () => {
    await call().get('/healthz').expect(200, { status: 'ok' });
    await call().get('/readyz').expect(200, { store: 'ok', peer: 'up' });
  });
});
