import { afterEach, describe, expect, it } from '@jest/globals';
import express from 'express';
import { slasBridge } from '../../shared/src/slas.ts';
import { type Emulator, startEmulator } from '../support/emulator.ts';
import { bridgeOptions } from '../support/slas-world.ts';
import { ask, serve, type TestServer } from './served-app.ts';

let emulator: Emulator | undefined;
let storefront: TestServer | undefined;
afterEach(async () => {
  await storefront?.close();
  await emulator?.stop();
});

/** The address that a session is made for, when a proxy says this one. */
async function addressToldFor(address: string): Promise<string | null | undefined> {
  emulator = await startEmulator();
  const app = express();
  app.set('trust proxy', true);
  app.use(slasBridge({ ...bridgeOptions(emulator), origin: 'http://hybrid.localhost' }));
  app.get('/', (_req, res) => res.json({}));
  storefront = await serve(app);
  await ask(storefront, '/', { headers: { accept: 'text/html', 'x-forwarded-for': address } });
  const calls = await emulator.calls();
  return calls.find(({ operation }) => operation === 'sessions')?.clientIp;
}

describe('the address that a session is made for', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['::FFFF:192.0.2.1', '192.0.2.1'],
    ['2001:db8::1', '2001:db8::1'],
  ])('of %s is %s', async (address, told) => {
    expect(await addressToldFor(address)).toBe(told);
  });
});
