import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createParts, SETTLED_RETRY_SECONDS } from 'domain-bridge/flows';
import { type PeerAnswer, type PeerClient, PeerError, type PeerRequest } from 'domain-bridge/peer';
import { SETTLEMENT_HOLD_SECONDS } from 'domain-bridge/state';
import { sideOptions } from '../../../test/support/store-pair.ts';
import { createTestClock } from '../../../test/support/test-clock.ts';
import { createTestScheduler, type TestScheduler } from '../../../test/support/test-scheduler.ts';
import { createTestDatabase, type TestDatabase } from '../accounts/test-database.ts';
import { orderMigrations } from './migrations.ts';
import {
  createSettlementDeliverer,
  type DeliveryFailure,
  type SettlementDeliverer,
} from './settlement-deliverer.ts';
import { createSettlementOutbox, type SettlementOutbox } from './settlement-outbox.ts';

const HANDLE = Buffer.alloc(16, 7).toString('base64url');
const START = createTestClock().now();
const HOUR = 3_600;

/** What the shop does with a call: an answer, or none. */
type Reaction = (request: PeerRequest) => Promise<PeerAnswer>;

const answer = (status: number, code?: string): Reaction => {
  const body = code === undefined ? '' : JSON.stringify({ code });
  return async () => ({ status, body, header: () => null });
};
const silence =
  (error: Error): Reaction =>
  async () => {
    throw error;
  };
const DOWN = silence(new PeerError('ERR_PEER_UNREACHABLE', 'nobody answers'));
const OK = answer(204);

let files: TestDatabase;
let outbox: SettlementOutbox;
let scheduler: TestScheduler;
let calls: { readonly at: number; readonly request: PeerRequest }[];
let failures: DeliveryFailure[];
let react: Reaction;
let running: SettlementDeliverer[];
/** Seconds that passed while the machine slept: the scheduler knows nothing of them. */
let asleep: number;

/** Seconds since the start; the machine's clock and the one of the scheduler go together here. */
const elapsed = () => (scheduler.now() - 1_000) / 1_000;
const clock = () => START + (elapsed() + asleep) * 1_000;
const pass = (seconds: number) => scheduler.advance(seconds * 1_000);
const times = () => calls.map(({ at }) => at);

beforeEach(() => {
  files = createTestDatabase({ orders: orderMigrations });
  outbox = createSettlementOutbox(files.open());
  scheduler = createTestScheduler();
  [calls, failures, running, react, asleep] = [[], [], [], OK, 0];
});
afterEach(async () => {
  await Promise.all(running.map((each) => each.stop()));
  files.remove();
});

function add(id = 'ord_1'): void {
  const settlement = { handle: HANDLE, id, state: Buffer.from([1, 2, 3]) };
  outbox.addSync(settlement, Math.floor(clock() / 1_000));
}

async function create(store = outbox): Promise<SettlementDeliverer> {
  const peer: PeerClient = {
    call(request) {
      calls.push({ at: elapsed(), request });
      return react(request);
    },
  };
  const parts = createParts(await sideOptions('checkout', createTestClock()));
  const onFailure = (failure: DeliveryFailure) => void failures.push(failure);
  const made = createSettlementDeliverer({
    outbox: store,
    parts,
    peer,
    scheduler,
    clock,
    onFailure,
  });
  running.push(made);
  return made;
}

async function start(store = outbox): Promise<SettlementDeliverer> {
  const made = await create(store);
  made.start();
  await pass(0);
  return made;
}

describe('the deliverer of settlements', () => {
  it('sends what is in the outbox when it starts, and forgets it when it was kept', async () => {
    for (const id of ['ord_1', 'ord_2']) add(id);
    await start();
    expect(times()).toEqual([0, 0]);
    expect(calls[0]?.request).toMatchObject({
      method: 'POST',
      path: '/bridge/settled',
      contentType: 'application/octet-stream',
      timeoutSeconds: 5,
    });
    expect(await outbox.nextDue()).toBeNull();
    expect(failures).toEqual([]);
  });

  it('sends what was added when it is woken', async () => {
    const deliverer = await start();
    await pass(7);
    add();
    deliverer.wake();
    await pass(0);
    expect(times()).toEqual([7]);
  });

  it('finds within a minute what another process has added', async () => {
    await start();
    await pass(7);
    add();
    await pass(60);
    expect(times()).toEqual([60]);
  });

  it('misses nothing that is added while it looks at the outbox', async () => {
    const late: SettlementOutbox = {
      ...outbox,
      async claim(...when) {
        const due = await outbox.claim(...when);
        if (!due && elapsed() === 60 && calls.length === 0) {
          add();
          deliverer.wake();
        }
        return due;
      },
    };
    const deliverer = await start(late);
    await pass(60);
    expect(times()).toEqual([60]);
  });

  it('tries again after 1, 5, 15 and 60 seconds, and every five minutes from then on', async () => {
    react = DOWN;
    add();
    await start();
    await pass(20 * 60);
    expect(times()).toEqual([0, 1, 6, 21, 81, 381, 681, 981]);
    react = OK;
    await pass(300);
    expect(times().at(-1)).toBe(1_281);
    expect(await outbox.nextDue()).toBeNull();
  });

  it('sends what is due although something else waits', async () => {
    react = DOWN;
    add('ord_1');
    const deliverer = await start();
    await pass(100);
    calls = [];
    react = OK;
    add('ord_2');
    deliverer.wake();
    await pass(0);
    add('ord_3');
    await pass(60);
    expect(times()).toEqual([100, 160]);
    expect(await outbox.nextDue()).toBe(START / 1_000 + 381);
  });

  it.each<[string, Reaction, string]>([
    ['nobody answers', DOWN, 'ERR_PEER_UNREACHABLE'],
    [
      'the answer takes too long',
      silence(new PeerError('ERR_PEER_TIMEOUT', '')),
      'ERR_PEER_TIMEOUT',
    ],
    ['something breaks', silence(new TypeError('secret')), 'unexpected'],
    ['the shop has trouble', answer(503), 'status_503'],
    ['keys do not match', answer(400, 'malformed'), 'status_400'],
    ['the credential is refused', answer(401, 'invalid_credential'), 'status_401'],
    ['an older shop does not know the way', answer(404, 'not_found'), 'status_404'],
    [
      'a proxy has no such page',
      async () => ({ status: 404, body: '<html>', header: () => null }),
      'status_404',
    ],
    ['a proxy is sure of itself', answer(200), 'status_200'],
    [
      'an answer is null',
      async () => ({ status: 404, body: 'null', header: () => null }),
      'status_404',
    ],
  ])('keeps what it has while %s, and says so in a word', async (_, reaction, error) => {
    react = reaction;
    add();
    await start();
    await pass(SETTLEMENT_HOLD_SECONDS * 10);
    expect(failures[0]).toEqual({ error, attempts: 1 });
    expect(new Set(failures.map((each) => each.error))).toEqual(new Set([error]));
    expect(JSON.stringify(failures)).not.toMatch(/ord_|secret/);
    expect(await outbox.nextDue()).not.toBeNull();
  });

  it('forgets what concerns no browser of the shop, once no token can bring it there any more', async () => {
    react = answer(404, 'unknown_handle');
    add();
    await start();
    await pass(HOUR);
    expect(times()).toEqual([0, 1, 6, 21, 81, 381]);
    expect(await outbox.nextDue()).toBeNull();
    expect(failures).toHaveLength(5);
  });

  it('gives up after thirty days', async () => {
    react = DOWN;
    add();
    await start();
    asleep = SETTLED_RETRY_SECONDS - 61;
    await pass(60);
    expect(times()).toEqual([0, 1, 6, 21]);
    expect(await outbox.nextDue()).not.toBeNull();
    await pass(61);
    expect(times()).toEqual([0, 1, 6, 21]);
    expect(failures.at(-1)).toEqual({ error: 'gave_up', attempts: 4 });
    expect(await outbox.nextDue()).toBeNull();
  });

  it('goes on when the outbox fails for a while, without pressing it', async () => {
    let asked = 0;
    const failing: SettlementOutbox = {
      ...outbox,
      async claim(...when) {
        asked++;
        if (elapsed() < 10) throw new Error('SQLITE_BUSY');
        return outbox.claim(...when);
      },
    };
    add();
    await start(failing);
    await pass(10);
    expect(times()).toEqual([10]);
    expect(asked).toBeLessThan(15);
    expect(failures[0]).toEqual({ error: 'outbox', attempts: 0 });
  });

  it('does so too when it cannot tell what is due next', async () => {
    const failing: SettlementOutbox = {
      ...outbox,
      nextDue: async () => Promise.reject(new Error('SQLITE_BUSY')),
    };
    await start(failing);
    add();
    await pass(60);
    expect(times()).toEqual([60]);
  });

  it('stops at once, also in the middle of a call, which counts as none', async () => {
    react = ({ signal }) =>
      new Promise((_, reject) => {
        signal?.addEventListener('abort', () =>
          reject(new PeerError('ERR_PEER_UNREACHABLE', 'aborted')),
        );
      });
    add();
    const deliverer = await start();
    await deliverer.stop();
    expect(failures).toEqual([]);
    await pass(HOUR);
    expect(calls).toHaveLength(1);
    react = OK;
    await start();
    expect(calls).toHaveLength(2);
    expect(await outbox.nextDue()).toBeNull();
  });

  it('has stopped only when nothing is under way any more', async () => {
    const events: string[] = [];
    react = ({ signal }) =>
      new Promise((resolve) => {
        signal?.addEventListener('abort', async () => {
          await new Promise(setImmediate);
          events.push('the call has ended');
          resolve({ status: 503, body: '', header: () => null });
        });
      });
    add();
    const deliverer = await start();
    await deliverer.stop();
    events.push('stopped');
    expect(events).toEqual(['the call has ended', 'stopped']);
  });

  it('stops before what would come next, and when it never started', async () => {
    for (const id of ['ord_1', 'ord_2']) add(id);
    const deliverer = await create();
    await deliverer.stop();
    const second = await create();
    react = async (request) => {
      void second.stop();
      return OK(request);
    };
    second.start();
    await pass(HOUR);
    expect(calls).toHaveLength(1);
  });

  it('runs once, however often it is started', async () => {
    const deliverer = await start();
    deliverer.start();
    add();
    await pass(60);
    expect(calls).toHaveLength(1);
  });

  it('leaves a call that is under way to whoever makes it, unless that one was killed', async () => {
    react = () => new Promise(() => {});
    add();
    await start();
    await start(createSettlementOutbox(files.open()));
    await pass(9);
    expect(times()).toEqual([0]);
    react = OK;
    await pass(1);
    expect(times()).toEqual([0, 10]);
    running = [];
  });
});

describe('a process that is killed between an order and the call', () => {
  const SCRIPT = `
    import SQLite from 'better-sqlite3';
    import { createOrderStore } from './order-store.ts';
    import { createSettlementOutbox } from './settlement-outbox.ts';
    import { makeOrder } from './test-order.ts';
    const db = new SQLite(process.argv[1]);
    const [orders, outbox] = [createOrderStore(db), createSettlementOutbox(db)];
    const order = makeOrder();
    const cart = {
      fingerprint: 'a'.repeat(64),
      order,
      commitCart() {
        const settlement = { handle: '${HANDLE}', id: order.id, state: Buffer.of(1) };
        outbox.addSync(settlement, Number(process.argv[2]));
        if (process.argv[3] === 'before') process.kill(process.pid, 'SIGKILL');
        return true;
      },
    };
    await orders.place({ userId: 'usr_ann', idempotencyKey: 'key-1', cart });
    process.kill(process.pid, 'SIGKILL');`;

  async function orderAndDie(when: 'before' | 'after'): Promise<void> {
    const options = ['--conditions=@domain-bridge/source', '--input-type=module', '-e', SCRIPT];
    const now = String(Math.floor(clock() / 1_000));
    const child: ChildProcess = spawn(process.execPath, [...options, files.path, now, when], {
      cwd: import.meta.dirname,
      stdio: 'inherit',
    });
    expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
  }

  it('has left the order and what is to be told of it; the next one tells it', async () => {
    await orderAndDie('after');
    await start();
    expect(calls).toHaveLength(1);
    expect(await outbox.nextDue()).toBeNull();
  });

  it('has left neither when the order was not on the disk', async () => {
    await orderAndDie('before');
    const orders = files.open().prepare('SELECT count(*) FROM orders').pluck();
    expect([orders.get(), await outbox.nextDue()]).toEqual([0, null]);
  });
});
