import { randomUUID } from 'node:crypto';
import { sealSettled } from 'domain-bridge/flows';
import { createSealer, crossingLabels } from 'domain-bridge/handoff';
import { emptyState, encodeState } from 'domain-bridge/state';
import type { BrowserModel } from './browser-model.ts';
import type { ClockedStore } from './clocked-store.ts';
import type { TestIssuer } from './event-issuer.ts';
import { tokenOf } from './forged-token.ts';
import type { Answer } from './http-exchange.ts';
import { authorize, PAIR } from './peer-calls.ts';
import { CHECKOUT, fetchToken, SHOP, testKeyring } from './store-pair.ts';

/** Token of the hooks of the store. */
export const HOOK_SECRET = 'a-hook-token-for-tests-0123456789';
const SESSION_REVOKED = 'https://schemas.openid.net/secevent/caep/event-type/session-revoked';
/** Body of a poll: what a credential is sealed for, where it is tried out. */
export const POLL = JSON.stringify({ cursor: null, returnImmediately: true });

/** A running store, somebody who has signed in on both sides of it, and an issuer that it listens to. */
export interface Scene {
  readonly store: ClockedStore;
  readonly browser: BrowserModel;
  readonly email: string;
  readonly issuer: TestIssuer;
}

/** Makes one thing that is good for one place, anew. */
export type Making = (scene: Scene) => Promise<string>;

const cookieOf = (name: string, origin: string): Making => {
  return async ({ browser }) => cookieValue(browser, origin, name);
};

/** Everything that is sealed, signed or random, by the place that it is good for. */
export const THINGS: Readonly<Record<string, Making>> = {
  'token to checkout': async ({ browser }) => tokenOf(await fetchToken(browser, CHECKOUT)),
  'token to the shop': async ({ browser }) => tokenOf(await fetchToken(browser, SHOP)),
  'state of the shop': cookieOf('bridge-state', SHOP),
  'state of checkout': cookieOf('bridge-state', CHECKOUT),
  'session of the shop': cookieOf('bridge-session', SHOP),
  'session of checkout': cookieOf('bridge-session', CHECKOUT),
  'credential to the shop': async (scene) => sealedFor(scene, 'shopping', '/bridge/events', 'x'),
  'credential to checkout': async (scene) => sealedFor(scene, 'checkout', '/ssf/poll', POLL),
  'event of checkout': async (scene) => {
    const { sets } = JSON.parse((await pollAs(scene)).body);
    return String(Object.values(sets)[0]);
  },
  'event of an issuer': async ({ issuer, store, email }) =>
    issuer.sign({
      iss: issuer.issuer,
      aud: CHECKOUT,
      iat: Math.floor(store.clock.now() / 1000),
      jti: randomUUID(),
      sub_id: { format: 'email', email: `not-${email}` },
      events: { [SESSION_REVOKED]: {} },
    }),
  'hook token': async () => HOOK_SECRET,
  settlement: async () => {
    const labels = crossingLabels('settled', 'to-shopping', PAIR);
    const settled = createSealer({ keyring: testKeyring('b1'), labels });
    const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
    const state = encodeState(emptyState(random));
    return sealSettled({ settled }, { handle: 'A'.repeat(22), id: randomUUID(), state });
  },
};

/** Polls checkout as the shop would: the events of all that has ended. */
export function pollAs({ store }: Pick<Scene, 'store'>): Promise<Answer> {
  const call = { method: 'POST', path: '/ssf/poll', body: POLL };
  const headers = authorize('checkout', store.clock.now, call);
  const type = { 'content-type': 'application/json' };
  return post(store, `${CHECKOUT}/ssf/poll`, { ...headers, ...type }, POLL);
}

/** Posts something with nothing of a browser. */
export function post(
  store: ClockedStore,
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
): Promise<Answer> {
  return store.ask(url, { method: 'POST', headers, body });
}

function sealedFor(
  { store }: Scene,
  receiver: 'shopping' | 'checkout',
  path: string,
  body: string,
): string {
  const { authorization = '' } = authorize(receiver, store.clock.now, {
    method: 'POST',
    path,
    body,
  });
  return authorization.slice('Bridge '.length);
}

function cookieValue(browser: BrowserModel, origin: string, name: string): string {
  const cookie = browser.cookies(origin).find((each) => each.includes(`${name}=`)) ?? '';
  return cookie.slice(cookie.indexOf('=') + 1);
}
