import type { Server } from 'node:http';
import { afterEach, describe, expect, it } from '@jest/globals';
import express, { type RequestHandler } from 'express';
import { BrowserModel } from '../../../test/support/browser-model.ts';
import { CHECKOUT, listen, portOf, sideOptions, stop } from '../../../test/support/store-pair.ts';
import { createTestClock } from '../../../test/support/test-clock.ts';
import { addToLine } from '../state/operations.ts';
import { type Bridge, createBridge } from './bridge.ts';
import { problemHandler } from './problem-handler.ts';

describe('the shopper behind a request', () => {
  const servers: Server[] = [];
  const clock = createTestClock();
  afterEach(async () => {
    await Promise.all(servers.splice(0).map(stop));
  });

  async function visit(handle: (bridge: Bridge) => RequestHandler) {
    const bridge = createBridge(await sideOptions('checkout', clock));
    const app = express();
    app.get('/', handle(bridge));
    app.use(problemHandler());
    const server = await listen(app);
    servers.push(server);
    const browser = new BrowserModel({ [CHECKOUT]: portOf(server) }, clock.now);
    return browser.request(CHECKOUT);
  }
  const names = (cookies: readonly string[]): string[] =>
    cookies.map((cookie) => cookie.slice(0, cookie.indexOf('=')));

  it('is the same object for the whole request', async () => {
    const answer = await visit((bridge) => (req, res) => {
      const shopper = bridge.shopper(req, res);
      res.json(bridge.shopper(req, res) === shopper);
    });
    expect(answer.body).toBe('true');
  });

  it('leaves the cookies of the app alone, before and after its own', async () => {
    const { setCookies } = await visit((bridge) => async (req, res) => {
      res.cookie('app', '1');
      await bridge.shopper(req, res).state();
      res.cookie('late', '2');
      res.end();
    });
    expect(names(setCookies)).toEqual(['app', '__Host-bridge-state', 'late']);
  });

  it('sends each cookie once, the last one of its name', async () => {
    const { setCookies } = await visit((bridge) => async (req, res) => {
      const shopper = bridge.shopper(req, res);
      await shopper.state();
      await shopper.change(addToLine({ sku: 'MUG' }, 1));
      await shopper.change(addToLine({ sku: 'MUG' }, 1));
      res.json((await shopper.latestState()).lines.size);
    });
    expect(names(setCookies)).toEqual(['__Host-bridge-state']);
  });

  it('sends its cookies also when the request fails later', async () => {
    const answer = await visit((bridge) => async (req, res) => {
      await bridge.shopper(req, res).change(addToLine({ sku: 'MUG' }, 1));
      throw new Error('later');
    });
    expect(answer.status).toBe(500);
    expect(names(answer.setCookies)).toEqual(['__Host-bridge-state']);
  });

  it('does not break an answer whose head is gone', async () => {
    const answer = await visit((bridge) => async (req, res) => {
      res.write('begun');
      await bridge.shopper(req, res).state();
      res.end();
    });
    expect(answer).toMatchObject({ status: 200, body: 'begun', setCookies: [] });
  });

  it('keeps the state when a change is refused', async () => {
    const answer = await visit((bridge) => async (req, res) => {
      const shopper = bridge.shopper(req, res);
      await shopper.change(addToLine({ sku: 'MUG' }, 1));
      await shopper.change(addToLine({ sku: 'CUP' }, 0)).catch(() => {});
      res.json([...(await shopper.latestState()).lines.keys()]);
    });
    expect(JSON.parse(answer.body)).toEqual(['MUG']);
  });

  it('is somebody else after signing in, and nobody after signing out', async () => {
    const answer = await visit((bridge) => async (req, res) => {
      const shopper = bridge.shopper(req, res);
      const epoch = (await bridge.parts.epochs?.effective('user-1')) ?? 0;
      const states: string[] = [(await shopper.session()).state];
      await shopper.signIn({ entity: 'user-1', role: 'customer', epoch });
      states.push((await shopper.session()).state);
      await shopper.keep('note');
      states.push(JSON.stringify(await shopper.session()).includes('note') ? 'kept' : 'lost');
      await shopper.signOut('/');
      states.push((await shopper.session()).state);
      res.json(states);
    });
    expect(JSON.parse(answer.body)).toEqual(['anonymous', 'authenticated', 'kept', 'anonymous']);
  });
});
