import { createSettledRouter, problemHandler } from 'domain-bridge/express';
import {
  CookieJar,
  readReturnHandle,
  SETTLED_PATH,
  SETTLED_TYPE,
  sealSettled,
} from 'domain-bridge/flows';
import { createLiveKeys, type Keyring } from 'domain-bridge/handoff';
import { createMemoryReplayStore, createMemorySettlementStore } from 'domain-bridge/memory';
import { createPeerSealer, sealPeerCredential, systemRandom } from 'domain-bridge/peer';
import { encodeState, onState, type SettlementDelivery, settlementOf } from 'domain-bridge/state';
import express from 'express';
import type { BrowserModel } from '../support/browser-model.ts';
import { type Answer, send, type WireRequest } from '../support/http-exchange.ts';
import {
  add,
  CHECKOUT,
  listen,
  portOf,
  SHOP,
  type StorePair,
  sideOptions,
  signIn,
  startStorePair,
  stop,
  USER,
} from '../support/store-pair.ts';
import { createTestClock } from '../support/test-clock.ts';
import { cartsIn } from './token-way.ts';
import { BOTH, type Rings, type Way } from './way.ts';

const URL = `${SHOP}${SETTLED_PATH}`;

/**
 * A server-to-server call that tells the shop of an order, sealed before the shop's keys change and read after it:
 * the credential first, then the body. What is refused is sealed anew and sent again, as checkout does it.
 */
export function settlementWay(name: string): Way {
  const travel = async ({ sealer, opener }: Rings) => {
    const clock = createTestClock();
    const settlements = createMemorySettlementStore();
    const { stores } = await sideOptions('shopping', clock);
    const [opening, sealing] = [createLiveKeys(BOTH), createLiveKeys(BOTH)];
    const pair = await startStorePair(
      {
        shop: { bridgeKeys: opening, stores: { ...stores, settlements } },
        checkout: { bridgeKeys: sealing, announcesOrders: true },
      },
      clock,
    );
    const server = await listen(settledApp(pair, opening));
    try {
      const browser = pair.browser();
      await add(browser, SHOP, 'MUG');
      await browser.open(`${CHECKOUT}/bridge/start`);
      await signIn(browser);
      await add(browser, SHOP, 'LAMP', 2);
      const settlement = await order(pair, browser);
      sealing.replace(sealer);
      const call = sealCall(pair, sealer, settlement);
      opening.replace(opener);
      const outcome = outcomeOf(await send(URL, portOf(server), call));
      const carts = await cartsIn(browser);
      opening.replace(BOTH);
      outcomeOf(await send(URL, portOf(server), sealCall(pair, sealer, settlement)));
      return { outcome, carts, cartsInTheEnd: await cartsIn(browser) } as const;
    } finally {
      await stop(server);
      await pair.close();
    }
  };
  return {
    name,
    travel,
    before: { shop: { MUG: 1, LAMP: 2 }, checkout: {} },
    after: { shop: { LAMP: 2 }, checkout: {} },
  };
}

function outcomeOf({ status, body }: Answer): 'arrived' | 'refused' {
  if (status === 204) return 'arrived';
  if (status === 401 && JSON.parse(body).code === 'invalid_credential') return 'refused';
  throw new Error(`expected 204 or 401, got ${status}`);
}

/** Orders all that the account has, as an application does; what the shop is to be told of it. */
async function order({ checkout }: StorePair, browser: BrowserModel): Promise<SettlementDelivery> {
  const handle = readReturnHandle(new CookieJar(browser.cookies(CHECKOUT).join('; '), true));
  const emptied = onState((state) => ({ ...state, lines: new Map() }));
  const after = await checkout.bridge.parts.accounts?.change(USER, emptied);
  if (!after || handle === null)
    throw new Error('expected an account, and a browser with a handle');
  return { handle, id: 'ord_1', state: encodeState(settlementOf(after.state)) };
}

function sealCall(pair: StorePair, keyring: Keyring, settlement: SettlementDelivery): WireRequest {
  const body = sealSettled(pair.checkout.bridge.parts, settlement);
  const authorization = sealPeerCredential(
    { method: 'POST', path: SETTLED_PATH, body },
    { sealer: peerSealer(pair, keyring), clock: pair.clock.now, random: systemRandom },
  );
  return { method: 'POST', headers: { 'content-type': SETTLED_TYPE, authorization }, body };
}

function peerSealer({ shop }: StorePair, keyring: Keyring) {
  const { pair } = shop.bridge.parts;
  return createPeerSealer({ keyring, pair, receiver: 'shopping', random: systemRandom });
}

function settledApp(pair: StorePair, keyring: Keyring) {
  const { parts } = pair.shop.bridge;
  const claims = createMemoryReplayStore();
  const guard = { sealer: peerSealer(pair, keyring), claims, clock: pair.clock.now };
  const app = express();
  app.use(createSettledRouter({ parts, guard }));
  app.use(problemHandler());
  return app;
}
