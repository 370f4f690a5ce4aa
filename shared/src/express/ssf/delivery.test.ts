import type { Server } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import express, { type RequestHandler, type Router } from 'express';
import { createMemoryDeliveries } from '../../../../test/support/memory-deliveries.ts';
import { createMemoryFeed, type MemoryFeed } from '../../../../test/support/memory-feed.ts';
import {
  createMemoryReceiver,
  type MemoryReceiver,
} from '../../../../test/support/memory-receiver.ts';
import { guardOf, PAIR, sealerTo } from '../../../../test/support/peer-calls.ts';
import { createSeededRandom } from '../../../../test/support/seeded-random.ts';
import { listen, portOf, stop } from '../../../../test/support/store-pair.ts';
import {
  createTestScheduler,
  type TestScheduler,
} from '../../../../test/support/test-scheduler.ts';
import type { Role } from '../../crypto/direction.ts';
import { createReceiver, type Receiver } from '../../invalidation/receiver.ts';
import {
  generateSigningKeys,
  parseSigningKeys,
  type SigningKeys,
} from '../../invalidation/signing-keys.ts';
import { createTransmitter, type Transmitter } from '../../invalidation/transmitter.ts';
import { createPeerClient, type PeerClient } from '../../peer/peer-client.ts';
import { problemHandler } from '../problem-handler.ts';
import { createReceiverRouter } from './receiver-router.ts';
import { createTransmitterRouter } from './transmitter-router.ts';

const MINUTE = 60_000;

/** Both ends over real HTTP: nothing is faked but time and the stores. */
describe('the delivery', () => {
  let scheduler: TestScheduler;
  let feed: MemoryFeed;
  let store: MemoryReceiver;
  let deliveries: ReturnType<typeof createMemoryDeliveries>;
  let servers: Server[];
  let ports: Record<Role, number>;
  let routers: Record<Role, Router>;
  let running: { stop(): Promise<void> }[];
  let heard: string[];
  const clock = (): number => Date.UTC(2040, 0, 1) + scheduler.now();
  const random = createSeededRandom('delivery');

  beforeEach(() => {
    scheduler = createTestScheduler();
    feed = createMemoryFeed(clock);
    store = createMemoryReceiver();
    deliveries = createMemoryDeliveries('shopping');
    [servers, running, heard] = [[], [], []];
    ports = { shopping: 0, checkout: 0 };
    routers = { shopping: express.Router(), checkout: express.Router() };
  });
  afterEach(async () => {
    await Promise.all(running.map((side) => side.stop()));
    await Promise.all(servers.map(stop));
  });

  /** Listens; called again for the same role, the new version takes over the port. */
  async function serve(role: Role, router: Router): Promise<void> {
    routers[role] = router;
    if (ports[role] > 0) return;
    const app = express();
    const current: RequestHandler = (req, res, next) => routers[role](req, res, next);
    app.use(current, problemHandler());
    const server = await listen(app);
    servers.push(server);
    ports[role] = portOf(server);
  }
  /** Finds the port at each call: shopping comes up later. */
  const clientTo = (receiver: Role): PeerClient => ({
    call: (request) =>
      createPeerClient({
        baseUrl: `http://127.0.0.1:${ports[receiver]}`,
        sealer: sealerTo(receiver),
        fetch,
        scheduler,
        clock,
        random,
      }).call(request),
  });
  const watch = {
    onFailure: (word: string) => void heard.push(word),
    onRecovery: () => void heard.push('recovered'),
    onAlarm: (word: string) => void heard.push(`alarm ${word}`),
  };
  async function startCheckout(keys: SigningKeys): Promise<Transmitter> {
    const transmitter = createTransmitter({
      pair: PAIR,
      keys,
      pairwise: (subject) => `sub_${subject}`,
      feed,
      deliveries,
      peer: clientTo('shopping'),
      clock,
      scheduler,
      random,
      watch,
    });
    const guard = guardOf('checkout', clock);
    await serve('checkout', createTransmitterRouter({ transmitter, guard }));
    running.push(transmitter);
    return transmitter;
  }
  async function startShop(): Promise<Receiver> {
    const receiver = createReceiver({
      pair: PAIR,
      store,
      peer: clientTo('checkout'),
      checkoutUrl: `http://127.0.0.1:${ports.checkout}`,
      fetch,
      clock,
      scheduler,
      random,
      watch,
    });
    const guard = guardOf('shopping', clock);
    await serve('shopping', createReceiverRouter({ receiver, guard }));
    running.push(receiver);
    return receiver;
  }
  const newKeys = async () => parseSigningKeys(await generateSigningKeys());

  it('by push brings a change in no time, which over plain http acknowledges nothing', async () => {
    const transmitter = await startCheckout(await newKeys());
    await startShop();
    transmitter.start();
    const epoch = feed.bump('a');
    await scheduler.until(() => store.epochOf('sub_a') === epoch);
    await transmitter.stop();
    expect([...deliveries.acked]).toEqual([]);
    expect(heard).toEqual([]);
  });

  it('by poll brings all there is, and makes the lease fresh', async () => {
    await startCheckout(await newKeys());
    const { lease, start } = await startShop();
    for (let count = 0; count < 30; count++) feed.bump(`user-${count}`);
    feed.endEveryone();
    feed.endSession('sid-1', 'sign-out');
    start();
    await scheduler.until(() => lease.isFresh());
    expect(store.floor()).toBe(feed.floor());
    expect(store.epochOf('sub_user-29')).toBe(feed.epochOf('user-29'));
    expect([...store.ended()]).toEqual(['sid-1']);
    expect(heard).toEqual([]);
  });

  /** A new version of checkout, with other keys, in the place of the old one. */
  async function redeploy(old: Transmitter, ...keys: readonly SigningKeys[]): Promise<Transmitter> {
    await old.stop();
    const [first, ...rest] = keys.flatMap((each) => each.keys);
    if (!first) throw new Error('no keys');
    const transmitter = await startCheckout({ keys: [first, ...rest] });
    transmitter.start();
    return transmitter;
  }
  async function bumpAndWait(subject: string, { watcher }: Transmitter): Promise<void> {
    const epoch = feed.bump(subject);
    watcher.wake();
    const { seq } = await feed.head();
    // The shop has it before checkout has the answer, which must not be late when time moves.
    await scheduler.until(() => deliveries.pushedUpTo() === seq);
    expect(store.epochOf(`sub_${subject}`)).toBe(epoch);
  }

  it('goes on through a change of keys without a failure (I21)', async () => {
    const [before, after] = [await newKeys(), await newKeys()];
    let transmitter = await redeploy(await startCheckout(before), before);
    await startShop();
    await bumpAndWait('a', transmitter);
    for (const keys of [[before, after], [after, before], [after]]) {
      await scheduler.advance(10 * MINUTE);
      transmitter = await redeploy(transmitter, ...keys);
      await bumpAndWait('a', transmitter);
    }
    expect(heard).toEqual([]);
  });

  it('is refused for a key that went too fast, and heals without losing anything (I21)', async () => {
    const [before, after] = [await newKeys(), await newKeys()];
    const transmitter = await redeploy(await startCheckout(before), before);
    await startShop();
    await bumpAndWait('a', transmitter);
    const epoch = feed.bump('b');
    await redeploy(transmitter, after);
    await scheduler.until(() => heard.includes('invalid_key'));
    expect(store.epochOf('sub_b')).toBe(0);
    await scheduler.advance(6_000);
    await scheduler.until(() => store.epochOf('sub_b') === epoch && heard.includes('recovered'));
    expect(heard).toEqual(['invalid_key', 'recovered']);
  });

  it('of a verification event goes all the way round, once a minute (I22)', async () => {
    const asked: string[] = [];
    await startCheckout(await newKeys());
    const receiver = await startShop();
    const shop = routers.shopping;
    routers.shopping = express.Router().use((req, res, next) => {
      res.once('finish', () => asked.push(`${req.path} ${res.statusCode}`));
      shop(req, res, next);
    });
    expect(await receiver.requestVerification()).toBe(true);
    await scheduler.until(() => asked.length === 1);
    expect(asked).toEqual(['/bridge/events 202']);
    expect(await receiver.requestVerification()).toBe(false);
    await scheduler.advance(MINUTE);
    expect(await receiver.requestVerification()).toBe(true);
    expect(heard).toEqual([]);
  });

  it('stops while a poll is held, without waiting for its end', async () => {
    const transmitter = await startCheckout(await newKeys());
    const receiver = await startShop();
    receiver.start();
    await scheduler.until(() => receiver.lease.isFresh() && scheduler.sleepers() >= 3);
    await transmitter.stop();
    await receiver.stop();
    await scheduler.until(() => scheduler.sleepers() === 0);
  });
});
