import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { describe, expect, it } from '@jest/globals';
import { openStore } from '../support/open-store.ts';
import type { Side } from '../support/running-store.ts';

const BODY = JSON.stringify({ sku: '300172', quantity: 2 });
/** After which connections are cut off that nothing has ended. */
const PATIENCE_MILLISECONDS = 10_000;

describe.each(['shopping', 'checkout'] as const)('SIGTERM for %s', (side) => {
  const open = openStore();

  async function openConnection(): Promise<Socket> {
    const { hostname, port } = new URL(open.store.origins[side]);
    const address = { host: '127.0.0.1', port: Number(port) };
    if (side === 'shopping') {
      const socket = connect(address);
      await once(socket, 'connect');
      return socket;
    }
    const ca = open.store.certificate();
    const socket = connectTls({ ...address, servername: hostname, ca });
    await once(socket, 'secureConnect');
    return socket;
  }
  /** Tries until nobody listens any more. */
  async function untilRefused(): Promise<void> {
    for (;;) {
      try {
        (await openConnection()).destroy();
      } catch {
        return;
      }
    }
  }

  it('finishes what is under way, takes nothing new, and waits for no idle connection', async () => {
    const unused = await openConnection();
    const idle = await openConnection();
    idle.write(`GET /healthz HTTP/1.1\r\nHost: ${host(open.store.origins, side)}\r\n\r\n`);
    await once(idle, 'data');
    const busy = await openConnection();
    busy.write(head(open.store.origins, side) + BODY.slice(0, 10));
    // The server has begun to read when it answers what comes after it on another connection.
    await open.shopper().see(side, '/healthz');

    const before = performance.now();
    const ended = open.store.end(side);
    await untilRefused();
    busy.write(BODY.slice(10));
    const answer = await readAll(busy);
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(answer).toContain('"quantity":2');

    expect(await ended).toBe(0);
    expect(performance.now() - before).toBeLessThan(PATIENCE_MILLISECONDS);
    expect(open.store.output()).toContain('"msg":"stopped"');
    for (const socket of [unused, idle, busy]) socket.destroy();
    await open.store.start(side);
  });

  it('twice, as Ctrl-C under npm start sends it, cuts off nothing either', async () => {
    const busy = await openConnection();
    busy.write(head(open.store.origins, side) + BODY.slice(0, 10));
    await open.shopper().see(side, '/healthz');
    const ended = [open.store.end(side)];
    await untilRefused();
    ended.push(open.store.end(side));
    busy.write(BODY.slice(10));
    expect(await readAll(busy)).toContain('"quantity":2');
    expect(await Promise.all(ended)).toEqual([0, 0]);
  });
});

function host(origins: Readonly<Record<Side, string>>, side: Side): string {
  return new URL(origins[side]).host;
}

function head(origins: Readonly<Record<Side, string>>, side: Side): string {
  return [
    'POST /api/cart/lines HTTP/1.1',
    `Host: ${host(origins, side)}`,
    'Content-Type: application/json',
    `Content-Length: ${BODY.length}`,
    '',
    '',
  ].join('\r\n');
}

/** Everything that still comes until the other side closes. */
async function readAll(socket: Socket): Promise<string> {
  let text = '';
  socket.on('data', (bytes) => {
    text += String(bytes);
  });
  await once(socket, 'close');
  return text;
}
