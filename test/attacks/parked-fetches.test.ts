import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { MAX_PARKED_BYTES, PARKED_TIMEOUT_SECONDS } from '../../shared/src/handoff/constants.ts';
import { forge } from '../support/forged-token.ts';
import {
  expectNothingLost,
  type ParkedPair,
  parkFor,
  startParkedPair,
} from '../support/parked-pair.ts';
import { expectRefusal } from '../support/refusal.ts';
import { CHECKOUT, see, stop } from '../support/store-pair.ts';

let pair: ParkedPair;
beforeEach(async () => {
  pair = await startParkedPair();
});
afterEach(() => pair.close());

/** A33, A1: somebody makes the servers work. */
describe('the fetch of a cart that waits', () => {
  it('is not made for a browser without the verifier, nor for a token that opens for nobody or is too old', async () => {
    const [browser, thief] = [pair.browser(), pair.browser()];
    const url = await parkFor(browser);
    await Promise.all(Array.from({ length: 20 }, () => thief.request(url)));
    await thief.request(`${url}A`);
    await browser.request(`${url.slice(0, -2)}AA`);
    pair.clock.advance(76);
    await browser.request(url);
    expect(pair.calls).toEqual([]);
    expect(pair.asked).toEqual([]);
  });

  it('finds nothing under a reference that somebody with the key has made up, and asks for it once', async () => {
    const browser = pair.browser();
    const state = { ref: Buffer.alloc(16, 5).toString('base64url') };
    expectRefusal(await browser.request(await forge(pair, browser, CHECKOUT, { state })));
    expect(pair.calls.map(({ status }) => status)).toEqual([404]);
    expect((await see(browser, CHECKOUT)).lines).toEqual({});
  });

  it('gives one cart, whole, where one token is accepted fifty times at once', async () => {
    const browser = pair.browser();
    const url = await parkFor(browser);
    const answers = await browser.race(Array.from({ length: 50 }, () => url));
    expect(new Set(answers.map(({ status, location }) => `${status} ${location}`)).size).toBe(1);
    expect(answers[0]?.status).toBe(303);
    expect((await see(browser, CHECKOUT)).lines).toEqual({ MUG: 1 });
    expect(pair.checkout.log.filter((kind) => kind === 'first')).toHaveLength(1);
    expect(pair.checkout.log.filter((kind) => kind === 'again')).toHaveLength(49);
    expect(new Set(pair.calls.map(({ credential }) => credential)).size).toBe(50);
    expect(pair.calls.every(({ status }) => status === 200)).toBe(true);
  });
});

/** A32, A33: what stands where the other server is meant to be is somebody else's. */
describe('a server in the place of the one that holds the cart', () => {
  let foreign: Server | undefined;
  afterEach(async () => {
    jest.restoreAllMocks();
    if (foreign) await stop(foreign);
  });

  /** Leads checkout to a server that answers like this. */
  async function stand(answer: RequestListener): Promise<void> {
    foreign = createServer(answer).listen(0, '127.0.0.1');
    await once(foreign, 'listening');
    pair.lead((foreign.address() as AddressInfo).port);
  }

  it.each([301, 302, 303, 307, 308])(
    'leads nobody elsewhere, by %i: neither the call nor its credential',
    async (status) => {
      const browser = pair.browser();
      const url = await parkFor(browser);
      const visited: string[] = [];
      await stand(({ url: path = '', headers: { host } }, res) => {
        visited.push(path.split('/')[1] ?? '');
        res.writeHead(status, { location: `http://${host}/elsewhere` }).end();
      });
      await expectNothingLost(pair, browser, url);
      expect(visited).toEqual(['bridge', 'bridge']);
    },
  );

  it('is not read to the end where it never ends', async () => {
    const browser = pair.browser();
    const url = await parkFor(browser);
    let cutOff = 0;
    await stand((_req, res) => {
      const write = (): void => {
        while (!res.destroyed && res.write('A'.repeat(16 * 1024)));
      };
      res.on('drain', write).on('close', () => cutOff++);
      write();
    });
    await expectNothingLost(pair, browser, url);
    expect(cutOff).toBe(2);
  });

  it('is not believed a byte more than 96 KiB, said or not', async () => {
    const browser = pair.browser();
    const url = await parkFor(browser);
    await stand((_req, res) => {
      res.end('A'.repeat(MAX_PARKED_BYTES + 1));
    });
    await expectNothingLost(pair, browser, url);
    expect(pair.checkout.log.join()).toContain('ERR_PEER_ANSWER_TOO_LARGE');
  });

  it('is not waited for beyond three seconds, twice, where it never answers', async () => {
    const browser = pair.browser();
    const url = await parkFor(browser);
    const waits = holdTimers(PARKED_TIMEOUT_SECONDS * 1000);
    let calls = 0;
    await stand(() => {
      calls++;
      waits.pop()?.();
    });
    await expectNothingLost(pair, browser, url);
    expect(calls).toBe(2);
    expect(pair.checkout.log.join()).toContain('ERR_PEER_TIMEOUT');
  });

  it('gets no cart and no key: all that it is told is a reference, and a credential for this one call', async () => {
    const browser = pair.browser();
    const url = await parkFor(browser);
    const told: string[] = [];
    await stand(({ method, url: path, rawHeaders }, res) => {
      told.push(`${method} ${path}`, ...rawHeaders);
      res.writeHead(404).end();
    });
    await expectNothingLost(pair, browser, url);
    const text = told.join('\n');
    expect(text).not.toContain(new URL(url).searchParams.get('t') ?? '');
    for (const word of ['MUG', 'cookie', 'bridge-flow']) expect(text).not.toContain(word);
  });
});

/** Timers of that length stand still until somebody calls what they would have called. */
function holdTimers(length: number): (() => void)[] {
  const held: (() => void)[] = [];
  const original = globalThis.setTimeout;
  jest.spyOn(globalThis, 'setTimeout').mockImplementation(((run: () => void, after?: number) => {
    if (after !== length) return original(run, after);
    held.push(run);
    return original(() => {}, 0);
  }) as typeof setTimeout);
  return held;
}
