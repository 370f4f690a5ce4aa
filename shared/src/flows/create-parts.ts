import { systemClock } from '../core/clock.ts';
import { DAY } from '../core/duration.ts';
import { parseOrigin } from '../core/origin.ts';
import { systemRandom } from '../core/random.ts';
import {
  crossingLabels,
  type DomainPair,
  directionTo,
  peerOf,
  type Role,
} from '../crypto/direction.ts';
import { createSealer } from '../crypto/sealer.ts';
import { encryptedTokens } from '../handoff/token-codec.ts';
import { SessionKeeper } from '../session/session-keeper.ts';
import { AccountReplica } from '../state/account-replica.ts';
import { BrowserReplica } from '../state/browser-replica.ts';
import type { BridgeOptions } from './bridge-options.ts';
import { createCarried } from './carried-state.ts';
import { createPairwise } from './pairwise.ts';
import type { BridgeParts } from './parts.ts';

/**
 * Puts the parts of one domain together.
 *
 * @throws {TypeError} On an origin that is none, two origins with one host name (`single_domain`: they would
 * share their cookies), sessions without epochs, or a checkout with sessions and no pairwise key.
 * @throws {RangeError} On a pairwise key that is not 32 bytes long.
 */
export function createParts(options: BridgeOptions): BridgeParts {
  const { role, stores, bridgeKeys, cookieKeys, sessionLifetimes } = options;
  const { clock = systemClock, random = systemRandom } = options;
  const pair = createPair(options);
  checkSessions(options);
  const crossing = (purpose: string, receiver: Role) =>
    createSealer({
      keyring: bridgeKeys,
      labels: crossingLabels(purpose, directionTo(receiver), pair),
      random,
    });
  const replica = { role, store: stores.states, clock, random };
  const lifetimeSeconds = options.stateLifetimeSeconds ?? 30 * DAY;
  const cookieSealer = createSealer({
    keyring: cookieKeys,
    labels: ['state-cookie', pair[role].href],
    random,
  });
  const { ordered, sessions, epochs, invalidator, incarnation } = stores;
  const settlements = role === 'shopping' ? stores.settlements : undefined;
  return {
    role,
    pair,
    clock,
    random,
    outgoing: encryptedTokens(crossing('handoff', peerOf(role))),
    incoming: encryptedTokens(crossing('handoff', role)),
    settled: crossing('settled', 'shopping'),
    replays: stores.replays,
    browser: new BrowserReplica({
      ...replica,
      sealer: cookieSealer,
      lifetimeSeconds,
      ...(ordered && { ordered }),
      ...(settlements && { settlements }),
    }),
    stateLifetimeSeconds: lifetimeSeconds,
    carried: createCarried(cookieSealer, stores.states, clock),
    returnPaths: options.returnPaths ?? {
      fallback: role === 'shopping' ? '/' : '/checkout',
      allowed: [],
    },
    announcesOrders: options.announcesOrders ?? false,
    isConfirmed: options.isConfirmed ?? (() => true),
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
