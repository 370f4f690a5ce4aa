import { getEventListeners } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { createTestScheduler } from '../../../test/support/test-scheduler.ts';
import { type BoundedRequest, boundedFetch, type PeerFetch } from './bounded-fetch.ts';

const REQUEST: BoundedRequest = {
  url: 'https://checkout.test/ssf/poll',
  method: 'POST',
  headers: { accept: 'application/json' },
  body: '{}',
  timeoutSeconds: 5,
  maxBytes: 10,
};
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

async function* inPieces(...pieces: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) yield bytes(piece);
}

function answering(status: number, ...pieces: readonly string[]): PeerFetch {
  const headers = new Headers({ 'retry-after': '7' });
  return async () => ({ status, headers, body: inPieces(...pieces) });
}

describe('a bounded fetch', () => {
  const scheduler = createTestScheduler();
  const codeOf = (fetch: PeerFetch, request: Partial<BoundedRequest> = {}): Promise<unknown> =>
    boundedFetch(fetch, scheduler, { ...REQUEST, ...request }).then(
      ({ status }) => status,
      ({ code }) => code,
    );

  it('brings the whole answer, headers by any case', async () => {
    const answer = await boundedFetch(answering(200, 'ab', 'cd'), scheduler, REQUEST);
    expect(answer).toMatchObject({ status: 200, body: 'abcd' });
    expect([answer.header('Retry-After'), answer.header('nothing')]).toEqual(['7', null]);
  });

  it('brings answers of every status, also without a body', async () => {
    const empty: PeerFetch = async () => ({ status: 202, headers: new Headers(), body: null });
    expect(await codeOf(empty)).toBe(202);
    for (const status of [200, 299, 400, 500]) {
      expect(await codeOf(answering(status))).toBe(status);
    }
  });

  it('asks for redirects to be shown, and follows none', async () => {
    const urls: string[] = [];
    for (const status of [0, 300, 302, 307, 399]) {
      const fetch: PeerFetch = async (url, { redirect }) => {
        urls.push(`${redirect} ${url}`);
        return { status, headers: new Headers({ location: '/elsewhere' }), body: null };
      };
      expect(await codeOf(fetch)).toBe('ERR_PEER_REDIRECTED');
    }
    expect(new Set(urls)).toEqual(new Set([`manual ${REQUEST.url}`]));
    expect(urls).toHaveLength(5);
  });

  it('reports a redirect where it is asked to, but none whose status is hidden', async () => {
    for (const [status, outcome] of [
      [303, 303],
      [302, 302],
      [200, 200],
      [0, 'ERR_PEER_REDIRECTED'],
    ]) {
      const inits: string[] = [];
      const fetch: PeerFetch = async (_, { redirect }) => {
        inits.push(redirect);
        return { status: Number(status), headers: new Headers({ location: '/a' }), body: null };
      };
      expect(await codeOf(fetch, { redirects: 'report' })).toBe(outcome);
      expect(inits).toEqual(['manual']);
    }
  });

  it('keeps cookies apart, and makes up none where the fetch joins them', async () => {
    const headers = new Headers([
      ['set-cookie', 'a=1; Expires=Thu, 01 Jan 1970 00:00:10 GMT'],
      ['set-cookie', 'b=2'],
    ]);
    const apart: PeerFetch = async () => ({ status: 200, headers, body: null });
    expect((await boundedFetch(apart, scheduler, REQUEST)).setCookies).toEqual([
      'a=1; Expires=Thu, 01 Jan 1970 00:00:10 GMT',
      'b=2',
    ]);
    const get = (name: string): string | null => headers.get(name);
    const joined: PeerFetch = async () => ({ status: 200, headers: { get }, body: null });
    expect((await boundedFetch(joined, scheduler, REQUEST)).setCookies).toEqual([]);
  });

  it('reads up to its measure and breaks off beyond it', async () => {
    expect(await codeOf(answering(200, '12345', '67890'))).toBe(200);
    let pieces = 0;
    let signal: AbortSignal | undefined;
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (; ; pieces++) yield bytes('12345');
    }
    const fetch: PeerFetch = async (_, init) => {
      signal = init.signal;
      return { status: 200, headers: new Headers(), body: endless() };
    };
    expect(await codeOf(fetch)).toBe('ERR_PEER_ANSWER_TOO_LARGE');
    expect(pieces).toBe(2);
    expect(signal?.aborted).toBe(true);
  });

  it('gives up when its time is over, during the head as during the body', async () => {
    const silent: PeerFetch = () => new Promise(() => {});
    async function* stalling(): AsyncGenerator<Uint8Array> {
      yield bytes('1');
      await new Promise(() => {});
    }
    const stalled: PeerFetch = async () => ({
      status: 200,
      headers: new Headers(),
      body: stalling(),
    });
    for (const fetch of [silent, stalled]) {
      const outcome = codeOf(fetch);
      let isOver = false;
      outcome.then(() => {
        isOver = true;
      });
      await scheduler.advance(4_999);
      expect(isOver).toBe(false);
      await scheduler.advance(1);
      expect(await outcome).toBe('ERR_PEER_TIMEOUT');
    }
  });

  it('leaves no timer behind, and keeps no hold of the signal of its caller', async () => {
    const { signal } = new AbortController();
    await codeOf(answering(200), { signal });
    expect(scheduler.sleepers()).toBe(0);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('ends with the signal of its caller, and tells the fetch', async () => {
    const controller = new AbortController();
    let inner: AbortSignal | undefined;
    const silent: PeerFetch = (_, { signal }) => {
      inner = signal;
      return new Promise(() => {});
    };
    const outcome = codeOf(silent, { signal: controller.signal });
    controller.abort();
    expect(await outcome).toBe('ERR_PEER_UNREACHABLE');
    expect(inner?.aborted).toBe(true);
    expect(await codeOf(silent, { signal: controller.signal })).toBe('ERR_PEER_UNREACHABLE');
  });

  it('says of every other failure that nobody was reached, and keeps the cause', async () => {
    const cause = new Error('ECONNREFUSED');
    const failing: PeerFetch = () => Promise.reject(cause);
    const error = await boundedFetch(failing, scheduler, REQUEST).catch((e: unknown) => e);
    expect(error).toMatchObject({ code: 'ERR_PEER_UNREACHABLE', cause });
  });
});
