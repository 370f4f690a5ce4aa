import type { Server } from 'node:http';
import { afterEach, describe, expect, it } from '@jest/globals';
import express, { type RequestHandler } from 'express';
import { BrowserModel } from '../../../test/support/browser-model.ts';
import { createSqliteSides } from '../../../test/support/sqlite-sides.ts';
import {
  CHECKOUT,
  listen,
  portOf,
  type SideOptions,
  sideOptions,
  stop,
  USER,
} from '../../../test/support/store-pair.ts';
import { createTestClock } from '../../../test/support/test-clock.ts';
import { addToLine } from '../state/operations.ts';
import { type Bridge, createBridge } from './bridge.ts';
import { problemHandler } from './problem-handler.ts';
import type { ShopperRequest } from './shopper-request.ts';

describe('the shopper behind a request', () => {
  const servers: Server[] = [];
  const clock = createTestClock();
  afterEach(async () => {
    await Promise.all(servers.splice(0).map(stop));
  });

  async function visit(handle: (bridge: Bridge) => RequestHandler, special: SideOptions = {}) {
    const bridge = createBridge({ ...(await sideOptions('checkout', clock)), ...special });
    const app = express();
    app.get('/', handle(bridge));
    app.use(problemHandler());
    const server = await listen(app);
    servers.push(server);
    const browser = new BrowserModel({ [CHECKOUT]: portOf(server) }, clock.now);
    return browser.request(CHECKOUT, { headers: { 'user-agent': 'Browser/1' } });
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

  describe('with sessions that can be ended', () => {
    /** Signs in and does one thing more in the same request; answers what that made of the session. */
    async function afterwards(run: (shopper: ShopperRequest, bridge: Bridge) => Promise<unknown>) {
      const sides = createSqliteSides(clock);
      await sides.stores.checkout.epochs?.raise(USER, clock.now());
      const answer = await visit(
        (bridge) => async (req, res) => {
          const shopper = bridge.shopper(req, res);
          const epoch = (await bridge.parts.epochs?.effective(USER)) ?? 0;
          await shopper.signIn({ entity: USER, role: 'customer', epoch });
          const sessions = [await shopper.session()];
          const made = await run(shopper, bridge);
          sessions.push(await shopper.session());
          res.json({ made, sessions, notice: await shopper.notice() });
        },
        { stores: sides.stores.checkout },
      );
      sides.close();
      return JSON.parse(answer.body);
    }
    const by = { actor: USER, initiatingEntity: 'user', reason: 'password-change' } as const;

    it('goes on under a new name after a change, whoever asked while it ran', async () => {
      const { sessions, notice } = await afterwards((shopper, { parts }) =>
        shopper.changeKeepingCurrent(async () => {
          const outcome = await parts.invalidator?.revoke(USER, by);
          await shopper.session();
          return outcome ?? { kind: 'refused' };
        }),
      );
      const [before, after] = sessions;
      expect(after).toMatchObject({ state: 'authenticated', signedInAt: before.signedInAt });
      expect(after.sid).not.toBe(before.sid);
      expect(notice).toBeNull();
    });

    it('is a guest at once after ending its own session, and is told why', async () => {
      const { made, sessions, notice } = await afterwards(async (shopper) => {
        const [own] = await shopper.sessions();
        return shopper.endSession(own?.sid ?? '');
      });
      expect(made).toBe(true);
      expect(sessions[1].state).toBe('anonymous');
      expect(notice).toEqual({ kind: 'ended', reason: 'session-ended' });
    });

    it('is listed with the browser that it came with', async () => {
      const { made } = await afterwards((shopper) => shopper.sessions());
      expect(made).toHaveLength(1);
      expect(made[0]).toMatchObject({ entity: USER, device: 'Browser/1' });
    });
  });
});
