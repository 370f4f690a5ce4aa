import type { Server } from 'node:http';
import { demoCatalogue } from '@domain-bridge/storefront/catalogue';
import { afterEach, describe, expect, it } from '@jest/globals';
import { createBridge } from 'domain-bridge/express';
import { CookieJar } from 'domain-bridge/flows';
import express from 'express';
import { send } from '../../../test/support/http-exchange.ts';
import { listen, portOf, SHOP, sideOptions, stop } from '../../../test/support/store-pair.ts';
import { createTestClock } from '../../../test/support/test-clock.ts';
import { createShopPages } from './shop-pages.ts';

const PAGES = ['/', '/?notice=cart_full', '/products/100245', '/cart'];
const SIGN_IN = ' <a href="https://checkout.test/bridge/start?return=%2Flogin">Sign in</a></p>';

describe('the pages of the shop', () => {
  const servers: Server[] = [];
  afterEach(async () => {
    await Promise.all(servers.splice(0).map(stop));
  });

  /** A shop, and a browser that checkout has vouched for. */
  async function openShop(isConfirmed: () => boolean) {
    const clock = createTestClock();
    const bridge = createBridge({ ...(await sideOptions('shopping', clock)), isConfirmed });
    const app = express().use(
      createShopPages({ bridge, catalogue: demoCatalogue, clock: clock.now }),
    );
    const server = await listen(app);
    servers.push(server);
    await bridge.parts.epochs?.raise('somebody', clock.now());
    const jar = new CookieJar(undefined, false);
    const session = {
      entity: 'somebody',
      role: 'shopper',
      sid: 'sid',
      epoch: clock.now(),
    } as const;
    await bridge.parts.sessions?.start(jar, session);
    const cookies = new Map(jar.toHeaders().map(pairOf));
    const open = async (path: string): Promise<string> => {
      const cookie = [...cookies].map((pair) => pair.join('=')).join('; ');
      const request = { method: 'GET', headers: { cookie, accept: 'text/html' }, body: null };
      const { body, setCookies } = await send(`${SHOP}${path}`, portOf(server), request);
      for (const header of setCookies) cookies.set(...pairOf(header));
      return body;
    };
    const end = async () => bridge.parts.epochs?.raise('somebody', clock.now() + 1);
    return { open, end };
  }

  it('say nothing of a session that is confirmed', async () => {
    const { open } = await openShop(() => true);
    for (const path of ['/', '/cart']) {
      const page = await open(path);
      expect(page).toContain('Welcome back');
      expect(page).not.toContain('class="notice ');
    }
  });

  it.each(PAGES)('show a guest, and say so, while it cannot be confirmed: %s', async (path) => {
    const { open } = await openShop(() => false);
    for (const page of [await open(path), await open(path)]) {
      expect(page).toContain('>Guest<');
      expect(page).toContain('We cannot confirm your sign-in right now');
      expect(page).not.toContain(SIGN_IN);
    }
  });

  it.each(PAGES)('say once that it has ended, with the way to sign in: %s', async (path) => {
    const { open, end } = await openShop(() => true);
    await end();
    const page = await open(path);
    expect(page).toContain('You were signed out for your security. Your cart is still here.');
    expect(page).toContain(SIGN_IN);
    expect(page).toContain('>Guest<');
    expect(await open(path)).not.toContain('You were signed out');
  });
});

function pairOf(header: string): [name: string, value: string] {
  const [pair = ''] = header.split(';', 1);
  const at = pair.indexOf('=');
  return [pair.slice(0, at), pair.slice(at + 1)];
}
