import type { ClockedStore } from './clocked-store.ts';
import { authorize } from './peer-calls.ts';
import { HOOK_SECRET, POLL, post, type Scene } from './sealed-things.ts';
import { CHECKOUT, SHOP } from './store-pair.ts';

const EVENT = 'application/secevent+jwt';

/** Tries something out at one place: true where it is believed. */
export type Trying = (scene: Scene, thing: string) => Promise<boolean>;

/** The place for each of them, under the same name. */
export const PLACES: Readonly<Record<string, Trying>> = {
  'token to checkout': (scene, thing) => isAccepted(scene, CHECKOUT, thing),
  'token to the shop': (scene, thing) => isAccepted(scene, SHOP, thing),
  'state of the shop': (scene, thing) => isState(scene, SHOP, thing),
  'state of checkout': (scene, thing) => isState(scene, CHECKOUT, thing),
  'session of the shop': (scene, thing) => isSession(scene, SHOP, thing),
  'session of checkout': (scene, thing) => isSession(scene, CHECKOUT, thing),
  'credential to the shop': async ({ store }, thing) => {
    const headers = { authorization: `Bridge ${thing}`, 'content-type': EVENT };
    return (await post(store, `${SHOP}/bridge/events`, headers, 'x')).status !== 401;
  },
  'credential to checkout': async ({ store }, thing) => {
    const headers = { authorization: `Bridge ${thing}`, 'content-type': 'application/json' };
    return (await post(store, `${CHECKOUT}/ssf/poll`, headers, POLL)).status !== 401;
  },
  'event of checkout': async ({ store }, thing) => {
    const call = { method: 'POST', path: '/bridge/events', body: thing };
    const headers = { ...authorize('shopping', store.clock.now, call), 'content-type': EVENT };
    return (await post(store, `${SHOP}/bridge/events`, headers, thing)).status === 202;
  },
  'event of an issuer': async ({ store }, thing) => {
    const headers = { authorization: `Bearer ${HOOK_SECRET}`, 'content-type': EVENT };
    return (await post(store, `${CHECKOUT}/hooks/v1/events`, headers, thing)).status === 202;
  },
  'hook token': async ({ store }, thing) => {
    const headers = { authorization: `Bearer ${thing}`, 'content-type': 'application/json' };
    return (await post(store, `${CHECKOUT}/hooks/v1/revoke`, headers, '{}')).status !== 401;
  },
  settlement: async ({ store }, thing) => {
    const call = { method: 'POST', path: '/bridge/settled', body: thing };
    const type = { 'content-type': 'application/octet-stream' };
    const headers = { ...authorize('shopping', store.clock.now, call), ...type };
    // Nobody has its handle, which it tells those alone whose body opened.
    return (await post(store, `${SHOP}/bridge/settled`, headers, thing)).status === 404;
  },
};

/** By a browser that has every verifier there is, of both domains: nothing but the token is to decide. */
async function isAccepted({ browser }: Scene, origin: string, thing: string): Promise<boolean> {
  const prefix = origin === CHECKOUT ? '__Host-' : '';
  const verifiers = [SHOP, CHECKOUT]
    .flatMap((each) => browser.cookies(each))
    .filter((each) => each.includes('bridge-flow-'))
    .map((each) => `${prefix}${each.replace('__Host-', '')}`);
  const { status } = await browser.request(`${origin}/bridge/accept?t=${thing}`, {
    headers: { cookie: verifiers.join('; ') },
    lost: true,
  });
  return status === 303;
}

async function isState({ store }: Scene, origin: string, thing: string): Promise<boolean> {
  const { cart } = await stateWith(store, origin, 'bridge-state', thing);
  return cart.lines.length > 0;
}

async function isSession({ store }: Scene, origin: string, thing: string): Promise<boolean> {
  const { session } = await stateWith(store, origin, 'bridge-session', thing);
  return session.state !== 'anonymous';
}

async function stateWith(store: ClockedStore, origin: string, name: string, value: string) {
  const prefix = origin === CHECKOUT ? '__Host-' : '';
  const headers = { cookie: `${prefix}${name}=${value}` };
  const { body } = await store.browser().request(`${origin}/api/state`, { headers });
  return JSON.parse(body);
}
