import { describe, expect, it } from '@jest/globals';
import express, { type ErrorRequestHandler } from 'express';
import request from 'supertest';
import { sideOptions } from '../../../test/support/store-pair.ts';
import { createTestClock } from '../../../test/support/test-clock.ts';
import { createBridge, type ExpressBridgeOptions } from './bridge.ts';

describe('a bridge', () => {
  const options = () => sideOptions('shopping', createTestClock());

  it('knows where the other domain is, so that nobody parses a URL for it', async () => {
    const bridge = createBridge(await options());
    expect(bridge.peerOrigin()).toBe('https://checkout.test');
    expect(bridge.bridgeLink('https://checkout.test/checkout')).toBe(
      'https://checkout.test/bridge/start?return=%2Fcheckout',
    );
    expect(bridge.bridgeLink('/cart')).toBe('/cart');
  });

  it('takes readCart and writeCart together or not at all', async () => {
    const given = await options();
    const readCart = () => ({ lines: [] });
    expect(() => createBridge({ ...given, readCart })).toThrow('go together');
    expect(() => createBridge({ ...given, writeCart: () => {} })).toThrow('go together');
    expect(() => createBridge({ ...given, readCart, writeCart: () => {} })).not.toThrow();
  });

  it('refuses a mode it does not know: nobody is to believe it was another one', async () => {
    const wrong = { ...(await options()), mode: 'open' } as unknown as ExpressBridgeOptions;
    expect(() => createBridge(wrong)).toThrow('"mode"');
    const half = { ...wrong, mode: { toCheckout: 'open', toShopping: 'signed' } };
    expect(() => createBridge(half as unknown as ExpressBridgeOptions)).toThrow('"toCheckout"');
  });

  it('refuses what does not fit together when it is made', async () => {
    const one = { ...(await options()), checkoutOrigin: 'https://shop.test' };
    expect(() => createBridge(one)).toThrow('single_domain');
  });

  describe('that is left alone with a refused hand-off', () => {
    const answer = async (accept: string, problems?: ExpressBridgeOptions['problems']) => {
      const bridge = createBridge({ ...(await options()), ...(problems && { problems }) });
      const app = express().use(bridge.router);
      app.use(((_error, _req, res, _next) => res.status(418).end()) as ErrorRequestHandler);
      return request(app).get('/bridge/accept?t=garbage').set('Accept', accept);
    };

    it('shows a browser a plain page with a way back', async () => {
      const { status, text, type } = await answer('text/html');
      expect([status, type]).toEqual([400, 'text/html']);
      expect(text).toContain('Your cart is safe');
      expect(text).toContain('<a href="/">');
    });

    it('tells a program the code', async () => {
      const { status, body, type } = await answer('*/*');
      expect([status, type]).toEqual([400, 'application/problem+json']);
      expect(body.code).toBe('handoff_refused');
    });

    it('passes it on to the app that wants to answer itself', async () => {
      expect((await answer('text/html', 'pass-on')).status).toBe(418);
    });
  });
});
