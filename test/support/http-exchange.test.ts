import { createServer, type Server } from 'node:http';
import type { Socket } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { send } from './http-exchange.ts';
import { listen, portOf, SHOP, stop } from './store-pair.ts';

const GET = { method: 'GET', headers: {}, body: null };

describe('a request of a test', () => {
  const servers: Server[] = [];
  afterEach(async () => {
    await Promise.all(servers.splice(0).map(stop));
  });

  /** Answers so many requests on each connection; the next one ends it. */
  async function serve(perConnection: number) {
    const seen = new Map<Socket, number>();
    const server = await listen(
      createServer((req, res) => {
        const before = seen.get(req.socket) ?? 0;
        seen.set(req.socket, before + 1);
        if (before < perConnection) res.end('answered');
        else req.socket.resetAndDestroy();
      }),
    );
    servers.push(server);
    return { port: portOf(server), seen };
  }

  it('is sent again where the connection was kept open and has been closed since', async () => {
    const { port, seen } = await serve(1);
    for (let i = 0; i < 3; i++) expect((await send(SHOP, port, GET)).body).toBe('answered');
    expect([...seen.values()]).toEqual([2, 2, 1]);
  });

  it('is not sent again on a connection of its own', async () => {
    const { port, seen } = await serve(0);
    await expect(send(SHOP, port, GET)).rejects.toThrow('ECONNRESET');
    expect(seen.size).toBe(1);
  });
});
