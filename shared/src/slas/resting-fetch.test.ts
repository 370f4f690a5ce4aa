import { describe, expect, it } from '@jest/globals';
import { createTestScheduler } from '../../../test/support/test-scheduler.ts';
import type { PeerFetch } from '../peer/bounded-fetch.ts';
import { createRestingFetch } from './resting-fetch.ts';

const INIT = {
  method: 'GET',
  headers: {},
  redirect: 'manual',
  signal: new AbortController().signal,
} as const;
const ANSWER = { status: 503, headers: { get: () => null }, body: null };

/** A server that answers or does not, and counts. */
function createWorld() {
  const scheduler = createTestScheduler();
  const world = { isUp: false, calls: 0, scheduler };
  const fetch: PeerFetch = async () => {
    world.calls++;
    if (!world.isUp) throw new TypeError('fetch failed');
    return ANSWER;
  };
  const resting = createRestingFetch(fetch, scheduler);
  const ask = (url = 'https://slas.example/token') =>
    resting(url, INIT).then(
      ({ status }) => status,
      (error) => error.code ?? error.message,
    );
  return Object.assign(world, { ask });
}

describe('a server that does not answer', () => {
  it('is asked three times in a row, and then left alone for five seconds', async () => {
    const world = createWorld();
    for (let call = 0; call < 3; call++) expect(await world.ask()).toBe('fetch failed');
    expect(await world.ask()).toBe('ERR_PEER_UNREACHABLE');
    await world.scheduler.advance(4_999);
    expect(await world.ask()).toBe('ERR_PEER_UNREACHABLE');
    expect(world.calls).toBe(3);
  });

  it('is asked by one call at a time then, and rests again when that brings nothing', async () => {
    const world = createWorld();
    for (let call = 0; call < 3; call++) await world.ask();
    await world.scheduler.advance(5_000);
    expect(await Promise.all([world.ask(), world.ask()])).toEqual([
      'fetch failed',
      'ERR_PEER_UNREACHABLE',
    ]);
    expect(await world.ask()).toBe('ERR_PEER_UNREACHABLE');
    expect(world.calls).toBe(4);
  });

  it('is asked by everybody again once it has answered', async () => {
    const world = createWorld();
    for (let call = 0; call < 3; call++) await world.ask();
    await world.scheduler.advance(5_000);
    world.isUp = true;
    expect(await world.ask()).toBe(503);
    expect(await Promise.all([world.ask(), world.ask()])).toEqual([503, 503]);
  });

  it('is forgiven what is followed by an answer, of whatever status', async () => {
    const world = createWorld();
    for (let round = 0; round < 4; round++) {
      world.isUp = false;
      expect([await world.ask(), await world.ask()]).toEqual(['fetch failed', 'fetch failed']);
      world.isUp = true;
      expect(await world.ask()).toBe(503);
    }
  });

  it('takes no other server with it', async () => {
    const world = createWorld();
    for (let call = 0; call < 4; call++) await world.ask();
    expect(await world.ask('https://instance.example/sessions')).toBe('fetch failed');
  });
});
