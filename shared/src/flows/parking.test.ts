import { beforeEach, describe, expect, it } from '@jest/globals';
import { encode } from 'cborg';
import { sideOptions, testKeyring } from '../../../test/support/store-pair.ts';
import { createTestClock, type TestClock } from '../../../test/support/test-clock.ts';
import { TOKEN_KEPT_SECONDS } from '../handoff/constants.ts';
import { HandoffError } from '../handoff/errors.ts';
import type { PeerFetch, PeerFetchInit } from '../peer/bounded-fetch.ts';
import { createParts } from './create-parts.ts';
import { fetchParked, parkState, sealParked } from './parking.ts';
import type { BridgeParts } from './parts.ts';

const JTI = Buffer.alloc(16, 1).toString('base64url');
const OTHER_JTI = Buffer.alloc(16, 2).toString('base64url');
const STATE = Uint8Array.of(1, 2, 3);

describe('a parked state', () => {
  let clock: TestClock;
  let shop: BridgeParts;
  let asked: { url: string; init: PeerFetchInit }[];
  let answers: (Response | Error)[];
  let checkout: BridgeParts;

  const fetch: PeerFetch = async (url, init) => {
    asked.push({ url, init });
    const answer = answers.shift();
    if (answer === undefined || answer instanceof Error) throw answer ?? new Error('not expected');
    return answer;
  };

  beforeEach(async () => {
    clock = createTestClock();
    asked = [];
    answers = [];
    shop = createParts(await sideOptions('shopping', clock));
    checkout = createParts({ ...(await sideOptions('checkout', clock)), peer: { fetch } });
  });

  async function park(state = STATE): Promise<string> {
    const parked = await parkState(shop, state);
    if (!parked) throw new Error('the shop has no store for it');
    return parked.ref;
  }

  async function codeOf(promise: Promise<unknown>): Promise<string> {
    const error = await promise.then(
      () => null,
      (reason: unknown) => reason,
    );
    if (!(error instanceof HandoffError)) throw new Error(`expected a refusal, got ${error}`);
    return error.code;
  }

  const genuine = async (ref: string, jti = JTI) => new Response(await sealParked(shop, ref, jti));

  it('comes to the other server, for the token that speaks of it', async () => {
    const ref = await park();
    answers.push(await genuine(ref));
    expect(Buffer.from(await fetchParked(checkout, JTI, { ref }))).toEqual(Buffer.from(STATE));
    expect(asked).toHaveLength(1);
    expect(asked[0]?.url).toBe(`http://shop.test/bridge/parked/${ref}?jti=${JTI}`);
    expect(asked[0]?.init).toMatchObject({ method: 'GET', redirect: 'manual' });
    expect(asked[0]?.init.headers.authorization).toMatch(/^Bridge [\w-]+$/);
  });

  it('is readable for as long as its token may be accepted, and no longer', async () => {
    const ref = await park();
    clock.advance(TOKEN_KEPT_SECONDS);
    expect(await sealParked(shop, ref, JTI)).not.toBeNull();
    clock.advance(1);
    expect(await sealParked(shop, ref, JTI)).toBeNull();
  });

  it('takes one row, however often it is sent', async () => {
    const ref = await park();
    expect(await park()).toBe(ref);
    expect(await park(Uint8Array.of(4))).not.toBe(ref);
  });

  it('is not given for a reference or token id of another shape', async () => {
    const ref = await park();
    expect(await sealParked(shop, `${ref}=`, JTI)).toBeNull();
    expect(await sealParked(shop, ref, 'short')).toBeNull();
    expect(await sealParked(shop, OTHER_JTI, JTI)).toBeNull();
  });

  it('waits nowhere on a domain that has no store for it', async () => {
    const options = await sideOptions('shopping', clock);
    const { parked: _, ...stores } = options.stores;
    const bare = createParts({ ...options, stores });
    expect(await parkState(bare, STATE)).toBeNull();
    expect(await sealParked(bare, JTI, JTI)).toBeNull();
  });

  it.each([
    ['a call that fails', () => new Error('reset')],
    ['an answer of 502', () => new Response('', { status: 502 })],
  ])('is asked for again after %s, once', async (_, failure) => {
    const ref = await park();
    answers.push(failure(), await genuine(ref));
    expect(Buffer.from(await fetchParked(checkout, JTI, { ref }))).toEqual(Buffer.from(STATE));
    const [first, second] = asked.map(({ init }) => init.headers.authorization);
    expect(first).not.toBe(second);

    answers.push(failure(), failure(), await genuine(ref));
    expect(await codeOf(fetchParked(checkout, JTI, { ref }))).toBe('ERR_HANDOFF_NOT_FETCHED');
    expect(answers).toHaveLength(1);
  });

  it.each([401, 404, 204])('is not asked for again after an answer of %i', async (status) => {
    const ref = await park();
    answers.push(new Response(null, { status }), await genuine(ref));
    await expect(fetchParked(checkout, JTI, { ref })).rejects.toMatchObject({
      code: 'ERR_HANDOFF_NOT_FETCHED',
      message: `the other server answered ${status}`,
    });
    expect(asked).toHaveLength(1);
  });

  it('is not fetched by way of a redirect', async () => {
    const ref = await park();
    const elsewhere = () => new Response(null, { status: 302, headers: { location: 'http://x' } });
    answers.push(elsewhere(), elsewhere());
    expect(await codeOf(fetchParked(checkout, JTI, { ref }))).toBe('ERR_HANDOFF_NOT_FETCHED');
  });

  it('is not read beyond 96 KiB', async () => {
    const ref = await park();
    let given = 0;
    const endless = () =>
      new Response(
        new ReadableStream({
          pull(controller) {
            given += 1024;
            controller.enqueue(new Uint8Array(1024).fill(65));
          },
        }),
      );
    answers.push(endless(), endless());
    expect(await codeOf(fetchParked(checkout, JTI, { ref }))).toBe('ERR_HANDOFF_NOT_FETCHED');
    expect(given).toBeLessThan(2 * 100 * 1024);
  });

  it('is not taken when it was sealed for another token', async () => {
    const ref = await park();
    answers.push(await genuine(ref, OTHER_JTI));
    expect(await codeOf(fetchParked(checkout, JTI, { ref }))).toBe('ERR_HANDOFF_NOT_FETCHED');
  });

  it.each<[string, (shop: BridgeParts) => string]>([
    ['nothing', () => ''],
    ['plain bytes', () => Buffer.from(encode([Buffer.alloc(16, 1), STATE])).toString('base64url')],
    ['another direction', (parts) => parts.parkedThere.seal(encode([Buffer.alloc(16, 1), STATE]))],
    ['another purpose', (parts) => parts.settled.seal(encode([Buffer.alloc(16, 1), STATE]))],
    ['another shape', (parts) => parts.parkedHere.seal(encode([Buffer.alloc(16, 1)]))],
    ['text', (parts) => parts.parkedHere.seal(encode([Buffer.alloc(16, 1), 'text']))],
    ['no CBOR', (parts) => parts.parkedHere.seal(Uint8Array.of(0xff))],
  ])('is not taken out of an answer that is %s', async (_, forge) => {
    answers.push(new Response(forge(shop)));
    const ref = await park();
    expect(await codeOf(fetchParked(checkout, JTI, { ref }))).toBe('ERR_HANDOFF_NOT_FETCHED');
  });

  it('is not taken from a server with other keys', async () => {
    const options = await sideOptions('shopping', clock);
    const stranger = createParts({ ...options, bridgeKeys: testKeyring('x1') });
    const parked = await parkState(stranger, STATE);
    const ref = parked?.ref ?? '';
    answers.push(new Response(await sealParked(stranger, ref, JTI)));
    expect(await codeOf(fetchParked(checkout, JTI, { ref }))).toBe('ERR_HANDOFF_NOT_FETCHED');
  });
});
