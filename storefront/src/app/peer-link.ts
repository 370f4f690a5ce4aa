import type { PeerGuardOptions } from 'domain-bridge/express';
import type { ReplayStore } from 'domain-bridge/handoff';
import {
  createPeerClient,
  createPeerSealer,
  type PeerClient,
  systemRandom,
} from 'domain-bridge/peer';
import type { DomainContext } from './serve-domain.ts';

/** Both ways of the calls between the two servers. */
export interface PeerLink {
  /** Calls the other server. */
  readonly client: PeerClient;
  /** What its calls are checked with. */
  readonly guard: PeerGuardOptions;
}

/** Makes the link: sealed with the keys that both domains share, under a purpose of its own. */
export function createPeerLink(context: DomainContext, claims: ReplayStore): PeerLink {
  const { config, setup, peer, clock, scheduler } = context;
  const { role, shopping, checkout } = config;
  const sealerTo = (receiver: typeof role) =>
    createPeerSealer({
      keyring: setup.bridgeKeys,
      pair: { shopping, checkout },
      receiver,
      random: systemRandom,
    });
  return {
    client: createPeerClient({
      baseUrl: peer.url,
      fetch: peer.fetch,
      sealer: sealerTo(role === 'shopping' ? 'checkout' : 'shopping'),
      scheduler,
      clock,
      random: systemRandom,
    }),
    guard: { sealer: sealerTo(role), claims, clock },
  };
}
