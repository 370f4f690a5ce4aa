import { afterEach, describe, expect, it } from '@jest/globals';
import { Router } from 'express';
import { createHybridRoutes } from '../../slas/hybrid-routes.ts';
import { hybridProxy } from './hybrid-proxy.ts';
import { ask, serve, serveApp, type TestServer } from '../../../../test/slas/served-app.ts';

const servers: TestServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

/** A storefront on one origin, by the preset; each side says its name and the path it saw. */
async function start(mountedUnder?: string) {
  const controllers = await serve((req, res) => res.end(`controllers ${req.url}`));
  const proxy = hybridProxy({
    routes: createHybridRoutes(),
    origin: 'http://hybrid.localhost:8088',
    controllers: { origin: controllers.origin },
  });
  const front = await serveApp(
    mountedUnder === undefined ? proxy : Router().use(mountedUnder, proxy),
    (req, res) => void res.send(`headless ${req.url}`),
  );
  servers.push(front, controllers);
  return front;
}

describe('a hybrid proxy', () => {
  it.each([
    ['/', 'headless /'],
    ['/product/1?x=1', 'headless /product/1?x=1'],
    ['//product/1', 'headless //product/1'],
    ['/cart', 'controllers /cart'],
    ['/product/../cart', 'controllers /product/../cart'],
    ['/product/..%2fcart', 'controllers /product/..%2fcart'],
    ['/product%2f1', 'controllers /product%2f1'],
    ['http://hybrid.localhost/cart', 'controllers /cart'],
    [
      '/on/demandware.store/Sites-RefArch-Site/en_US/Home-Show',
      'controllers /on/demandware.store/Sites-RefArch-Site/en_US/Home-Show',
    ],
  ])('has %s answered by: %s', async (path, expected) => {
    expect((await ask(await start(), path)).body).toBe(expected);
  });

  it('goes by the whole path where it is mounted under a part of it', async () => {
    const front = await start('/product');
    expect((await ask(front, '/product/cart')).body).toBe('headless /product/cart');
    const checkout = await start('/checkout');
    expect((await ask(checkout, '/checkout/product/1')).body).toBe(
      'controllers /checkout/product/1',
    );
  });

  it('leaves it to the error handler to say that the controllers do not answer', async () => {
    const gone = await serve((_req, res) => res.end());
    await gone.close();
    const proxy = hybridProxy({
      routes: createHybridRoutes(),
      origin: 'http://hybrid.localhost:8088',
      controllers: { origin: gone.origin },
    });
    const front = await serveApp(proxy, (_req, res) => void res.send('headless'));
    servers.push(front);
    const [cart, home] = [await ask(front, '/cart'), await ask(front, '/')];
    expect([cart.status, JSON.parse(cart.body).code]).toEqual([502, 'controllers_unavailable']);
    expect(home.body).toBe('headless');
  });

  it('is not made for an origin that is none', () => {
    const routes = createHybridRoutes();
    const controllers = { origin: 'http://127.0.0.1:1' };
    expect(() => hybridProxy({ routes, origin: 'x', controllers })).toThrow(TypeError);
    expect(() => hybridProxy({ routes, origin: 'http://x', controllers: { origin: 'x' } })).toThrow(
      TypeError,
    );
  });
});
