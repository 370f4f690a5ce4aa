import { systemClock } from '../core/clock.ts';
import { DAY } from '../core/duration.ts';
import { parseOrigin } from '../core/origin.ts';
import { systemRandom } from '../core/random.ts';
import type { DomainPair } from '../crypto/direction.ts';
import { createSealer } from '../crypto/sealer.ts';
import { SessionKeeper } from '../session/session-keeper.ts';
import { AccountReplica } from '../state/account-replica.ts';
import { BrowserReplica } from '../state/browser-replica.ts';
import { checkModes, ENCRYPTED } from './bridge-modes.ts';
import type { BridgeOptions } from './bridge-options.ts';
import { createCarried } from './carried-state.ts';
import { createCrossing } from './crossing.ts';
import { createPairwise } from './pairwise.ts';
import type { BridgeParts } from './parts.ts';
import { readSizeLimits } from './size-limits.ts';

/**
 * Puts the parts of one domain together.
 *
 * @throws {TypeError} On an origin that is none, two origins with one host name (`single_domain`: they would
 * share their cookies), sessions without epochs, a checkout with sessions and no pairwise key, or a mode that is none.
 * @throws {RangeError} On a pairwise key that is not 32 bytes long, `maxInlineCharacters` or `maxCookieBytes`
 * out of their ranges.
 */
export function createParts(options: BridgeOptions): BridgeParts {
  const { role, stores, bridgeKeys, cookieKeys, sessionLifetimes } = options;
  const { clock = systemClock, random = systemRandom, modes = ENCRYPTED } = options;
  checkModes(modes);
  const pair = createPair(options);
  checkSessions(options);
  const { inlineCharacters, cookieBytes } = readSizeLimits(options);
  const replica = { role, store: stores.states, clock, random };
  const lifetimeSeconds = options.stateLifetimeSeconds ?? 30 * DAY;
  const cookieSealer = createSealer({
    keyring: cookieKeys,
    labels: ['state-cookie', pair[role].href],
    random,
  });
  const ownerCookie = createSealer({
    keyring: cookieKeys,
    labels: ['owner-cookie', pair[role].href],
    random,
  });
  const { ordered, sessions, epochs, invalidator, incarnation } = stores;
  const settlements = role === 'shopping' ? stores.settlements : undefined;
  return {
    role,
    pair,
    clock,
    random,
    ...createCrossing({ role, pair, bridgeKeys, modes, clock, random, peer: options.peer }),
    replays: stores.replays,
    browser: new BrowserReplica({
      ...replica,
      sealer: cookieSealer,
      lifetimeSeconds,
      maxCookieBytes: cookieBytes,
      ...(ordered && { ordered }),
      ...(settlements && { settlements }),
    }),
    stateLifetimeSeconds: lifetimeSeconds,
    ownerCookie,
    carried: createCarried(cookieSealer, stores.states, clock),
    returnPaths: options.returnPaths ?? {
      fallback: role === 'shopping' ? '/' : '/checkout',
      allowed: [],
    },
    inlineCharacters,
    announcesOrders: options.announcesOrders ?? false,
    isConfirmed: options.isConfirmed ?? (() => true),
    ...(stores.parked && { parked: stores.parked }),
    ...(ordered && { ordered }),
    ...(settlements && { settlements }),
    ...(invalidator && { invalidator }),
    ...(sessions &&
      epochs && {
        epochs,
        sessions: new SessionKeeper({
          store: sessions,
          clock,
          random,
          ...(sessionLifetimes && { lifetimes: sessionLifetimes }),
        }),
      }),
    ...(role === 'checkout' &&
      sessions && {
        accounts: new AccountReplica({
          ...replica,
          ...(ordered && { ordered }),
          ...(incarnation && { incarnation }),
        }),
      }),
    ...(options.pairwiseKey && { pairwise: createPairwise(options.pairwiseKey, pair) }),
  };
}

function checkSessions({ role, stores, pairwiseKey }: BridgeOptions): void {
  if (Boolean(stores.sessions) !== Boolean(stores.epochs)) {
    throw new TypeError('"stores.sessions" and "stores.epochs" go together');
  }
  if (role === 'checkout' && stores.sessions && !pairwiseKey) {
    throw new TypeError('"stores.sessions" of checkout goes with a "pairwiseKey"');
  }
}

function createPair({ shoppingOrigin, checkoutOrigin }: BridgeOptions): DomainPair {
  const pair = { shopping: parseOrigin(shoppingOrigin), checkout: parseOrigin(checkoutOrigin) };
  if (pair.shopping.hostname === pair.checkout.hostname) {
    throw new TypeError(
      `single_domain: both origins have the host name ${pair.shopping.hostname} and would share cookies`,
    );
  }
  return pair;
}
