import type { Clock } from '../core/clock.ts';
import type { Random } from '../core/random.ts';
import type { Scheduler } from '../core/scheduler.ts';
import type { DomainPair } from '../crypto/direction.ts';
import type { PeerClient } from '../peer/peer-client.ts';
import { type AnswerPoll, createPollAnswerer } from './answer-poll.ts';
import type { BackgroundLoop } from './background-loop.ts';
import type { DeliveryStore } from './delivery-store.ts';
import { SHOPPING_STREAM } from './endpoints.ts';
import type { FeedStore } from './feed.ts';
import { FeedWatcher } from './feed-watcher.ts';
import type { DeliveryWatch } from './outage.ts';
import type { SignEntry } from './poll-source.ts';
import { createPusher } from './pusher.ts';
import { signEvent, signVerification } from './security-event.ts';
import type { SigningKeys } from './signing-keys.ts';
import { createStreamVerification, type VerifyStream } from './stream-verification.ts';
import { UnderWay } from './under-way.ts';

/** What a transmitter is made of. */
export interface TransmitterOptions {
  readonly pair: DomainPair;
  readonly keys: SigningKeys;
  /** The pseudonym of a subject towards shopping. */
  readonly pairwise: (subject: string) => string;
  readonly feed: FeedStore;
  readonly deliveries: DeliveryStore;
  /** The way to shopping. */
  readonly peer: PeerClient;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly random: Random;
  readonly watch?: DeliveryWatch;
}

/** Checkout's end of the delivery. It pushes while it is started, and holds polls until it is stopped, for good. */
export interface Transmitter extends BackgroundLoop {
  readonly issuer: string;
  readonly stream: string;
  readonly keys: SigningKeys;
  readonly deliveries: DeliveryStore;
  readonly watcher: FeedWatcher;
  readonly answerPoll: AnswerPoll;
  readonly verifyStream: VerifyStream;
}

/** Puts checkout's end of the delivery together. */
export function createTransmitter(options: TransmitterOptions): Transmitter {
  const { pair, keys, pairwise, feed, deliveries, clock, scheduler, watch = {} } = options;
  const stream = SHOPPING_STREAM;
  const parties = { issuer: pair.checkout.href, audience: pair.shopping.href, stream };
  const signing = { keys, clock };
  const signer =
    (withReason: boolean): SignEntry =>
    (entry, incarnation) =>
      signEvent(entry, { parties, incarnation, pairwise, withReason }, signing);
  const watcher = new FeedWatcher({ feed, scheduler });
  const common = { ...options, stream, watcher, watch };
  // A poll is answered over checkout's TLS; a push goes to wherever shopping is.
  const pusher = createPusher({
    ...common,
    sign: signer(pair.shopping.secure),
    isPrivate: pair.shopping.secure,
  });
  const answer = createPollAnswerer({ ...common, sign: signer(true) });
  const underWay = new UnderWay();
  let isStopped = false;
  return {
    issuer: parties.issuer,
    stream,
    keys,
    deliveries,
    watcher,
    answerPoll: (body, signal) => underWay.follow(answer(body, signal)),
    verifyStream: createStreamVerification({
      ...common,
      sign: (verification) => signVerification(verification, parties, signing),
    }),
    start() {
      if (!isStopped) pusher.start();
    },
    async stop() {
      isStopped = true;
      // The polls that are held would keep a server from closing.
      watcher.close();
      await pusher.stop();
      await underWay.ended();
    },
  };
}
