import { readFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { HOOK_TOKEN } from '../support/hook-caller.ts';
import { openInterceptedStore } from '../support/intercepted-store.ts';
import {
  CART,
  type KnownShopper,
  signedInOnBoth,
  statesOf,
  untilGuest,
} from '../support/known-shopper.ts';
import type { Side } from '../support/running-store.ts';

const MEBIBYTE = 1024 * 1024;
const HUGE_BYTES = 100 * MEBIBYTE;
/** Chunks that are passed over leave garbage for a while; whoever kept the body would have it all, and copies. */
const MAX_GROWTH_BYTES = HUGE_BYTES;
const HALF_OPEN = 40;

/** Everything that takes a body from outside the browser, and one route of the pages. */
const PLACES: readonly (readonly [Side, string, string])[] = [
  ['shopping', '/bridge/events', 'application/secevent+jwt'],
  ['shopping', '/bridge/settled', 'application/octet-stream'],
  ['checkout', '/ssf/poll', 'application/json'],
  ['checkout', '/hooks/v1/revoke', 'application/json'],
  ['checkout', '/hooks/v1/events', 'application/secevent+jwt'],
  ['checkout', '/api/login', 'application/json'],
];

describe('F9: whoever sends too much, too slowly or never', () => {
  const open = openInterceptedStore({ EVENT_ISSUERS: 'https://idp.test=https://idp.test/jwks' });
  let known: KnownShopper;
  let rows: unknown;

  beforeAll(async () => {
    known = await signedInOnBoth(open.shopper());
    rows = await open.hooks.audit();
  });

  /** Sends a body; resolves with status and code of the answer, however early it comes. */
  function send(
    [side, path, type]: (typeof PLACES)[number],
    headers: Readonly<Record<string, string>>,
    write: (socket: { write(bytes: Uint8Array): boolean; end(): void }) => void,
  ): Promise<readonly [status: number, code: string] | 'cut off'> {
    const ask = side === 'shopping' ? httpRequest : httpsRequest;
    const url = new URL(path, open.store.origins[side]);
    return new Promise((resolve, reject) => {
      const outgoing = ask({
        host: '127.0.0.1',
        port: url.port,
        path,
        method: 'POST',
        ca: open.store.certificate(),
        servername: url.hostname,
        headers: {
          host: url.host,
          'content-type': type,
          authorization: `Bearer ${HOOK_TOKEN}`,
          ...headers,
        },
      });
      outgoing.once('error', (error: NodeJS.ErrnoException) => {
        const isCutOff = error.code === 'EPIPE' || error.code === 'ECONNRESET';
        if (isCutOff) resolve('cut off');
        else reject(error);
      });
      outgoing.once('response', (incoming) => {
        outgoing.removeAllListeners('error').on('error', () => {});
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.once('close', () => {
          outgoing.destroy();
          const { code } = JSON.parse(Buffer.concat(chunks).toString());
          resolve([incoming.statusCode ?? 0, code]);
        });
      });
      write(outgoing);
    });
  }

  it.each(PLACES)('100 MB, announced, to %s %s: 413, and nothing is read', async (...place) => {
    const answer = await send(place, { 'content-length': String(HUGE_BYTES) }, (out) => {
      out.write(Buffer.alloc(1));
    });
    expect(answer).toEqual([413, 'too_large']);
  });

  it.each(PLACES)('100 MB in chunks to %s %s: 413, and memory is not eaten', async (...place) => {
    const before = memoryOf(place[0]);
    const chunk = Buffer.alloc(MEBIBYTE);
    const answer = await send(place, {}, (out) => {
      for (let sent = 0; sent < HUGE_BYTES; sent += MEBIBYTE) out.write(chunk);
      out.end();
    });
    // Who is still sending when the connection ends may lose the answer to it (RFC 9112 §9.6).
    if (answer !== 'cut off') expect(answer).toEqual([413, 'too_large']);
    expect(memoryOf(place[0]) - before).toBeLessThan(MAX_GROWTH_BYTES);
  });

  it.each(PLACES)('a gzip bomb to %s %s: 415, not unpacked', async (...place) => {
    const bomb = gzipSync(Buffer.alloc(10 * MEBIBYTE));
    const headers = { 'content-encoding': 'gzip', 'content-length': String(bomb.length) };
    const answer = await send(place, headers, (out) => {
      out.write(bomb);
      out.end();
    });
    expect(answer).toEqual([415, 'unsupported_type']);
  });

  it.each(PLACES)(
    'bodies that never end (slowloris), and connections that are half open, at %s %s: others are served',
    async (...[side, path, type]) => {
      const { port, host, hostname } = new URL(open.store.origins[side]);
      const sockets: Socket[] = [];
      for (let index = 0; index < HALF_OPEN; index++) {
        const socket =
          side === 'shopping'
            ? connect(Number(port), '127.0.0.1')
            : connectTls({
                port: Number(port),
                host: '127.0.0.1',
                servername: hostname,
                ca: open.store.certificate(),
              });
        socket.on('error', () => {});
        // Every other one says nothing at all.
        if (index % 2 === 0) {
          socket.write(
            `POST ${path} HTTP/1.1\r\nHost: ${host}\r\nContent-Type: ${type}\r\n` +
              `Authorization: Bearer ${HOOK_TOKEN}\r\nContent-Length: 1000\r\n\r\n{`,
          );
        }
        sockets.push(socket);
      }
      await Promise.all(sockets.map(whenConnected));
      expect(await statesOf(known.shopper)).toEqual(['recognized', 'authenticated']);
      for (const socket of sockets) socket.destroy();
      expect(await statesOf(known.shopper)).toEqual(['recognized', 'authenticated']);
    },
  );

  it('leaves no row behind: nobody was ended, nothing was changed', async () => {
    expect(await open.hooks.audit()).toEqual(rows);
    expect(await statesOf(known.shopper)).toEqual(['recognized', 'authenticated']);
    expect(await known.shopper.cart('shopping')).toEqual(CART);
  });

  it.each([302, 307])(
    'a %i on the way is not followed, and the polls bring the end',
    async (status) => {
      const { shopper, account } = await signedInOnBoth(open.shopper());
      const elsewhere = `http://127.0.0.1:${open.ways.shopping.port}/elsewhere`;
      open.pushAtOnce();
      const before = open.ways.shopping.seen.length;
      const { promise: redirected, resolve } = Promise.withResolvers<void>();
      open.ways.shopping.decide = () => {
        resolve();
        return { status, headers: { location: elsewhere } };
      };
      open.ways.checkout.isCut = true;
      await open.hooks.revoke(account.email, 0);
      await redirected;
      open.ways.checkout.isCut = false;
      await untilGuest(shopper);
      const paths = open.ways.shopping.seen.slice(before).map(({ path }) => path);
      expect(paths).not.toContain('/elsewhere');
      open.ways.shopping.decide = () => 'pass';
    },
  );

  /** Resident bytes of the process of a server. */
  function memoryOf(side: Side): number {
    const status = readFileSync(`/proc/${open.store.processOf(side)}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1024;
  }
});

function whenConnected(socket: Socket): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('secureConnect', resolve).once('error', reject);
    socket.once('connect', () => {
      if (!('encrypted' in socket)) resolve();
    });
  });
}
