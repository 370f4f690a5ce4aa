import { afterEach, describe, expect, it } from '@jest/globals';
import express, { type RequestHandler } from 'express';
import { type RequestShopper, slasBridge } from '../../shared/src/slas.ts';
import { type Emulator, startEmulator } from '../support/emulator.ts';
import { JOHN } from '../support/hybrid-shopper.ts';
import { bridgeOptions, JANE } from '../support/slas-world.ts';
import { ask, serve, type TestServer } from './served-app.ts';

let emulator: Emulator | undefined;
let storefront: TestServer | undefined;
afterEach(async () => {
  await storefront?.close();
  await emulator?.stop();
});

async function askFor(handler: RequestHandler) {
  emulator = await startEmulator();
  const app = express();
  app.use(slasBridge({ ...bridgeOptions(emulator), origin: 'http://hybrid.localhost' }), handler);
  storefront = await serve(app);
  return ask(storefront, '/', { headers: { accept: 'text/html' } });
}

describe('a page of the headless side', () => {
  it('that brings a shopper is kept by no cache, whatever its handler says', async () => {
    const { message } = await askFor((_req, res) => {
      res.set('Cache-Control', 'public, s-maxage=600').send('page');
    });
    expect(message.headers['set-cookie']?.length).toBeGreaterThan(0);
    expect(message.headers['cache-control']).toBe('private, no-store');
  });

  const changes: [string, (shopper: RequestShopper | undefined) => Promise<unknown> | undefined][] =
    [
      ['signIn', (shopper) => shopper?.signIn(JANE)],
      ['register', (shopper) => shopper?.register(JOHN)],
      ['signOut', (shopper) => shopper?.signOut()],
    ];
  it.each(changes)('that has begun refuses %s, and makes no call', async (_, change) => {
    let failure: unknown;
    await askFor(async (req, res) => {
      res.flushHeaders();
      failure = await change(req.shopper)?.catch((error: unknown) => error);
      res.end();
    });
    expect(failure).toBeInstanceOf(TypeError);
    expect(await emulator?.operations()).toEqual(['token', 'sessions']);
  });
});
