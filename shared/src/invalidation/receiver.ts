import type { Clock } from '../core/clock.ts';
import type { Random } from '../core/random.ts';
import type { Scheduler } from '../core/scheduler.ts';
import type { DomainPair } from '../crypto/direction.ts';
import type { PeerFetch } from '../peer/bounded-fetch.ts';
import { createIssuerKeys } from '../peer/issuer-keys.ts';
import type { PeerClient } from '../peer/peer-client.ts';
import type { BackgroundLoop } from './background-loop.ts';
import { LEASE_SECONDS, PEER_TIMEOUT_SECONDS } from './constants.ts';
import { JWKS_PATH, SHOPPING_STREAM, VERIFICATION_PATH } from './endpoints.ts';
import type { VerifyEvent } from './event-reader.ts';
import { createEventReceiver, type ReceiveEvent } from './event-receiver.ts';
import { ExpectedStates } from './expected-states.ts';
import { checkLease, holdFor, Lease } from './lease.ts';
import type { DeliveryWatch } from './outage.ts';
import { createPoller } from './poller.ts';
import type { ReceiverStore } from './receiver-store.ts';
import { verifyEvent } from './security-event.ts';
import { UnderWay } from './under-way.ts';

/** What a receiver is made of. */
export interface ReceiverOptions {
  readonly pair: DomainPair;
  readonly store: ReceiverStore;
  /** The way to checkout. */
  readonly peer: PeerClient;
  /** Where checkout is reached, e.g. `https://checkout.internal:8443`: its keys are there. */
  readonly checkoutUrl: string;
  readonly fetch: PeerFetch;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly random: Random;
  /** How long recognized sessions are believed, 10–300. Default: 30. */
  readonly leaseSeconds?: number;
  readonly watch?: DeliveryWatch;
}

/** Shopping's end of the delivery. It polls while it is started; pushes are taken in any case. */
export interface Receiver extends BackgroundLoop {
  readonly lease: Lease;
  readonly receiveEvent: ReceiveEvent;
  /**
   * Asks checkout for a verification event.
   *
   * @returns Whether it is on its way: false when one was asked for within the last minute.
   * @throws {PeerError} When no answer comes.
   */
  requestVerification(): Promise<boolean>;
}

/**
 * Puts shopping's end of the delivery together.
 *
 * @throws {RangeError} On a lease outside 10–300 s.
 */
export function createReceiver(options: ReceiverOptions): Receiver {
  const { pair, store, peer, clock, scheduler, random, watch = {} } = options;
  const { leaseSeconds = LEASE_SECONDS } = options;
  const holdSeconds = holdFor(leaseSeconds);
  checkLease({ leaseSeconds, holdSeconds, timeoutSeconds: PEER_TIMEOUT_SECONDS });
  const parties = {
    issuer: pair.checkout.href,
    audience: pair.shopping.href,
    stream: SHOPPING_STREAM,
  };
  const url = `${options.checkoutUrl}${JWKS_PATH}`;
  const keys = createIssuerKeys({ url, fetch: options.fetch, scheduler });
  const verify: VerifyEvent = (jwt, bound) => verifyEvent(jwt, { keys, parties, clock }, bound);
  const lease = new Lease({ leaseSeconds, scheduler });
  const states = new ExpectedStates(random);
  const receiver = store;
  const poller = createPoller({
    peer,
    verify,
    receiver,
    lease,
    holdSeconds,
    scheduler,
    random,
    watch,
  });
  const receive = createEventReceiver({ verify, receiver, states });
  const underWay = new UnderWay();
  return {
    ...poller,
    lease,
    receiveEvent: (jwt) => underWay.follow(receive(jwt)),
    async stop() {
      await poller.stop();
      await underWay.ended();
    },
    async requestVerification() {
      const { status } = await peer.call({
        method: 'POST',
        path: VERIFICATION_PATH,
        body: JSON.stringify({ stream_id: parties.stream, state: states.mint() }),
        contentType: 'application/json',
        timeoutSeconds: PEER_TIMEOUT_SECONDS,
      });
      return status === 204;
    },
  };
}
