import type { Server } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { Express } from 'express';
import { createHooksApp, secretOf } from '../../../../test/support/hooks-app.ts';
import { listen, portOf, stop } from '../../../../test/support/store-pair.ts';

const GUESS = 'Bearer guess-guess-guess-guess';
const from = (address: string) => ({ 'X-Forwarded-For': address });

describe('the limits of hooks', () => {
  const servers: Server[] = [];
  afterEach(async () => {
    await Promise.all(servers.splice(0).map(stop));
  });

  it('let 600 requests of one credential through in a minute, and say when the next one may come', async () => {
    const { app, call, clock } = createHooksApp();
    clock.advance(45);
    const statuses = await sendInOnePacket(app, `Bearer ${secretOf('audit')}`, 600);
    expect(statuses).toEqual(Array(600).fill(200));
    const answer = await call('/audit', { as: 'audit' });
    expect([answer.status, answer.body.code]).toEqual([429, 'too_many_requests']);
    expect(answer.headers['retry-after']).toBe('15');
    clock.advance(14);
    expect((await call('/audit', { as: 'audit' })).status).toBe(429);
    clock.advance(1);
    expect((await call('/audit', { as: 'audit' })).status).toBe(200);
  });

  it('count each credential for itself, wherever it is used from', async () => {
    const { call } = createHooksApp({ limit: { requests: 2 } });
    await call('/audit', { as: 'audit', headers: from('192.0.2.1') });
    await call('/nothing', { as: 'audit', headers: from('192.0.2.2') });
    expect((await call('/audit', { as: 'audit', headers: from('192.0.2.3') })).status).toBe(429);
    expect((await call('/audit', { as: 'everything' })).status).toBe(200);
  });

  it('change nothing of what is refused', async () => {
    const { call, directory } = createHooksApp({ limit: { requests: 0 } });
    const sub_id = { format: 'opaque', id: 'u-1' };
    expect((await call('/revoke', { body: { sub_id } })).status).toBe(429);
    expect(directory.people.get('u-1')?.epoch).toBe(1);
  });

  it('hear 60 refused credentials of one address in a minute, and a right one at any time', async () => {
    const { call, clock } = createHooksApp();
    for (let i = 0; i < 60; i += 1) {
      expect((await call('/audit', { as: i % 2 ? GUESS : null })).status).toBe(401);
    }
    const guessed = await call('/audit', { as: GUESS });
    expect([guessed.status, guessed.body.code]).toEqual([429, 'too_many_requests']);
    expect(guessed.headers['retry-after']).toBe('60');
    expect((await call('/audit')).status).toBe(200);
    clock.advance(60);
    expect((await call('/audit', { as: GUESS })).status).toBe(401);
  });

  it('count no right credential among the refused ones', async () => {
    const { call } = createHooksApp({ limit: { failures: 2 } });
    for (let i = 0; i < 5; i += 1) expect((await call('/audit')).status).toBe(200);
    expect((await call('/audit', { as: GUESS })).status).toBe(401);
  });

  it.each([
    ['IPv4 address', '192.0.2.1', '192.0.2.1', '192.0.2.2'],
    ['/64 of IPv6', '2001:db8:0:1::a', '2001:db8:0:1:ffff::b', '2001:db8:0:2::a'],
    ['IPv4 address within IPv6', '::ffff:192.0.2.1', '192.0.2.1', '::ffff:192.0.2.2'],
  ])('count refused credentials by %s', async (_, first, same, other) => {
    const { call } = createHooksApp({ limit: { failures: 1 } });
    expect((await call('/audit', { as: GUESS, headers: from(first) })).status).toBe(401);
    expect((await call('/audit', { as: GUESS, headers: from(same) })).status).toBe(429);
    expect((await call('/audit', { as: GUESS, headers: from(other) })).status).toBe(401);
  });

  describe('of the audit trail', () => {
    it('are one refused credential of an address in a minute', async () => {
      const { call, clock, directory } = createHooksApp();
      for (let i = 0; i < 5; i += 1) await call('/audit', { as: GUESS });
      expect(directory.entries).toHaveLength(1);
      await call('/audit', { as: GUESS, headers: from('192.0.2.9') });
      expect(directory.entries).toHaveLength(2);
      clock.advance(60);
      await call('/audit', { as: GUESS });
      expect(directory.entries).toHaveLength(3);
    });

    it('are 60 in a minute of all addresses together', async () => {
      const { call, directory } = createHooksApp();
      for (let i = 0; i < 70; i += 1) {
        const headers = from(`192.0.2.${i}`);
        expect((await call('/audit', { as: GUESS, headers })).status).toBe(401);
      }
      expect(directory.entries).toHaveLength(60);
    });
  });

  it('hold no longer than a minute when the clock is set back', async () => {
    const { call, clock } = createHooksApp({ limit: { requests: 1 } });
    await call('/audit');
    expect((await call('/audit')).status).toBe(429);
    clock.advance(-3_600);
    expect((await call('/audit')).status).toBe(200);
  });

  it('hold for requests that come at once', async () => {
    const { call } = createHooksApp({ limit: { requests: 3, failures: 3 } });
    const statuses = async (as?: string) => {
      const answers = await Promise.all(
        Array.from({ length: 8 }, () => call('/audit', as === undefined ? {} : { as })),
      );
      return answers.map(({ status }) => status).sort();
    };
    expect(await statuses()).toEqual([200, 200, 200, 429, 429, 429, 429, 429]);
    expect(await statuses(GUESS)).toEqual([401, 401, 401, 429, 429, 429, 429, 429]);
  });

  it('hold for requests that come in one packet', async () => {
    const { app } = createHooksApp({ limit: { failures: 3 } });
    expect(await sendInOnePacket(app, GUESS, 8)).toEqual([401, 401, 401, 429, 429, 429, 429, 429]);
  });

  /** So many requests that the server has all of them before it answers the first one. */
  async function sendInOnePacket(app: Express, authorization: string, count: number) {
    const server = await listen(app);
    servers.push(server);
    const head = `GET /hooks/v1/audit HTTP/1.1\r\nHost: a\r\nAuthorization: ${authorization}\r\n`;
    const socket = connect(portOf(server), '127.0.0.1');
    socket.write(`${`${head}\r\n`.repeat(count - 1)}${head}Connection: close\r\n\r\n`);
    const answers = await text(socket);
    return [...answers.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => Number(status));
  }
});
