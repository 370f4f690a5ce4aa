/**
 * How long after a change on checkout the shopping domain goes on believing a session: with both servers as
 * processes of their own, each change by a hook, the shop asked without a pause until it refuses.
 *
 * npm run bench:propagation [-- --json] [-- --changes=1000]
 */

import type { AddressInfo } from 'node:net';
import { createServer, connect as openSocket, type Socket } from 'node:net';
import { parseArgs } from 'node:util';
import { Shopper } from '../test/support/http-shopper.ts';
import { type RunningStore, startStore } from '../test/support/running-store.ts';
import { type Figure, report, short, sumUp } from './figures.ts';

const { values } = parseArgs({
  options: { changes: { type: 'string', default: '1000' }, json: { type: 'boolean' } },
});
const CHANGES = Number(values.changes);
const BLOCKED = Math.min(20, CHANGES);
const TARGET_MILLISECONDS = 250;
const LEASE_SECONDS = 10;
/** A hook credential may call 600 times a minute; the bench takes turns with several. */
const TOKENS = Array.from({ length: 8 }, (_, i) => `bench${i}`.padEnd(32, 'x'));
const ENV = {
  LOG_LEVEL: 'warn',
  LEASE_SECONDS: String(LEASE_SECONDS),
  HOOK_TOKENS: TOKENS.map((token, i) => `bench${i}:revoke:${token}`).join(','),
};

const pushed = await measure({}, 'from change to refusal, by push', CHANGES);
const polled = await measure(
  // Nothing listens there: every push fails, and the polls alone carry the news.
  { SHOPPING_INTERNAL_URL: 'http://127.0.0.1:9' },
  'from change to refusal, pushes blocked',
  Math.ceil(CHANGES / 5),
);
const cut = await measureCut();
report(
  'spread of a change to the shopping domain',
  [pushed, polled, cut],
  [
    {
      target: `p99 under ${TARGET_MILLISECONDS} ms over ${CHANGES} changes`,
      measured: `${short(pushed.p99)} ms`,
      kept: pushed.p99 < TARGET_MILLISECONDS,
    },
    {
      target: `pushes blocked: never later than the lease of ${LEASE_SECONDS} s`,
      measured: `${short(polled.most)} ms at most`,
      kept: polled.most <= LEASE_SECONDS * 1_000,
    },
    {
      target: `no way between the servers at all: never later than the lease of ${LEASE_SECONDS} s`,
      measured: `${short(cut.most)} ms at most`,
      kept: cut.most <= LEASE_SECONDS * 1_000,
    },
  ],
);

async function measure(
  env: Readonly<Record<string, string>>,
  claim: string,
  changes: number,
): Promise<Figure> {
  const store = await startStore({ env: { ...ENV, ...env } });
  const shopper = new Shopper(store);
  try {
    const samples: number[] = [];
    for (let i = 0; i < changes; i++) {
      await recognize(store, shopper);
      const start = performance.now();
      await revoke(store, shopper, i);
      await untilRefused(shopper);
      samples.push(performance.now() - start);
    }
    return sumUp(claim, 'ms', samples);
  } finally {
    await shopper.browser.close();
    await store.close();
  }
}

/** One change for many browsers, at the moment at which the way between the servers is cut. */
async function measureCut(): Promise<Figure> {
  const gate = await openGate();
  const store = await startStore({
    env: {
      ...ENV,
      SHOPPING_INTERNAL_URL: 'http://127.0.0.1:9',
      CHECKOUT_INTERNAL_URL: `https://127.0.0.1:${gate.port}`,
    },
  });
  gate.leadTo(Number(new URL(store.origins.checkout).port));
  const shoppers = Array.from({ length: BLOCKED }, () => new Shopper(store));
  try {
    for (const shopper of shoppers) await recognize(store, shopper);
    gate.cut();
    const [first] = shoppers;
    const start = performance.now();
    // All of them are one user: one change ends every session.
    if (first) await revoke(store, first, 0);
    const samples = await Promise.all(
      shoppers.map(async (shopper) => {
        await untilRefused(shopper);
        return performance.now() - start;
      }),
    );
    return sumUp('from change to refusal, every way cut', 'ms', samples);
  } finally {
    gate.close();
    for (const shopper of shoppers) await shopper.browser.close();
    await store.close();
  }
}

async function recognize(store: RunningStore, shopper: Shopper): Promise<void> {
  const account = { email: 'shopper@example.com', password: store.demoPassword() };
  await shopper.send('checkout', 'POST', '/api/login', account);
  await shopper.cross('shopping', '/');
  while ((await stateOf(shopper)) !== 'recognized') await shopper.cross('shopping', '/');
}

async function revoke(store: RunningStore, shopper: Shopper, turn: number): Promise<void> {
  const { status } = await shopper.browser.ask(`${store.origins.checkout}/hooks/v1/revoke`, {
    method: 'POST',
    json: { sub_id: { format: 'email', email: 'shopper@example.com' } },
    headers: { authorization: `Bearer ${TOKENS[turn % TOKENS.length]}` },
  });
  if (status !== 204) throw new Error(`the hook answered ${status}`);
}

async function untilRefused(shopper: Shopper): Promise<void> {
  while ((await stateOf(shopper)) === 'recognized');
}

async function stateOf(shopper: Shopper): Promise<string> {
  return (await shopper.state('shopping')).session.state;
}

/** A way for bytes that can be cut. */
async function openGate() {
  let target = 0;
  let isOpen = true;
  const sockets = new Set<Socket>();
  const server = createServer((inward) => {
    if (!isOpen) return inward.destroy();
    const outward = openSocket(target, '127.0.0.1');
    for (const [from, to] of [
      [inward, outward],
      [outward, inward],
    ] as const) {
      sockets.add(from);
      from.on('error', () => to.destroy()).on('close', () => to.destroy());
      from.pipe(to);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cut = (): void => {
    isOpen = false;
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    leadTo: (port: number) => {
      target = port;
    },
    cut,
    close: () => {
      cut();
      server.close();
    },
  };
}
