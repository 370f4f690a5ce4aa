import {
  type ComposedDomain,
  createDomainBridge,
  createPeerLink,
  type DomainContext,
  logDelivery,
  type PeerLink,
} from '@domain-bridge/storefront/app';
import { demoCatalogue } from '@domain-bridge/storefront/catalogue';
import { createReceiverRouter, createSettledRouter } from 'domain-bridge/express';
import { createReceiver, type Receiver, type ReceiverStore } from 'domain-bridge/invalidation';
import { systemRandom } from 'domain-bridge/peer';
import { createApp, SHOPPING_RETURN_PATHS } from './app.ts';
import { createShoppingStore } from './store/shopping-store.ts';

/** Puts the shopping domain together. */
export function composeShopping(context: DomainContext): ComposedDomain {
  const { config, db, log } = context;
  const store = createShoppingStore(db);
  const { states, replays, parked, sessions, settlements } = store.bridge;
  const link = createPeerLink(context, replays);
  const receiver = receive(context, store.receiver, link);
  const bridge = createDomainBridge({
    ...context,
    stores: store.bridge,
    returnPaths: SHOPPING_RETURN_PATHS,
    isConfirmed: () => receiver.lease.isFresh(),
  });
  const { guard } = link;
  const app = createApp({
    ...context,
    bridge,
    catalogue: demoCatalogue,
    trustProxy: config.trustProxy,
    services: [
      createReceiverRouter({
        receiver,
        guard,
        onRefused: (err) => log.warn({ err }, 'event refused'),
      }),
      createSettledRouter({ parts: bridge.parts, guard }),
    ],
  });
  const swept = [states, replays, parked, sessions, settlements, store.invalidationSweep];
  const warmUp = () => untilHeard(receiver, context);
  return { app, swept, background: [receiver], warmUp };
}

function receive(context: DomainContext, store: ReceiverStore, { client }: PeerLink): Receiver {
  const { config, peer, clock, scheduler, log } = context;
  const { shopping, checkout, leaseSeconds } = config;
  return createReceiver({
    pair: { shopping, checkout },
    store,
    peer: client,
    checkoutUrl: peer.url,
    fetch: peer.fetch,
    clock,
    scheduler,
    random: systemRandom,
    leaseSeconds,
    watch: logDelivery(log),
  });
}

const WARM_UP_MILLISECONDS = 1_000;
const LOOK_MILLISECONDS = 10;

/** A restart with checkout up shows nobody as a guest; with checkout down the shop opens all the same. */
async function untilHeard({ lease }: Receiver, { scheduler }: DomainContext): Promise<void> {
  const until = scheduler.now() + WARM_UP_MILLISECONDS;
  while (!lease.isFresh() && scheduler.now() < until) await scheduler.sleep(LOOK_MILLISECONDS);
}
