import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { errors } from 'jose';
import {
  createEventForge,
  type EventForge,
  ISSUED_AT,
  PARTIES,
} from '../../../test/support/event-forge.ts';
import { createTestScheduler, type TestScheduler } from '../../../test/support/test-scheduler.ts';
import { verifyEvent } from '../invalidation/security-event.ts';
import { publicJwks } from '../invalidation/signing-keys.ts';
import type { PeerFetch } from './bounded-fetch.ts';
import { createIssuerKeys, type IssuerKeys, IssuerKeysUnknown } from './issuer-keys.ts';

const MINUTE = 60_000;

/** I21: keys come and go without loss. */
describe("the issuer's keys", () => {
  let before: EventForge;
  let after: EventForge;
  let scheduler: TestScheduler;
  let keys: IssuerKeys;
  let published: readonly EventForge[] | 'down' | string;
  let asked: string[];

  beforeAll(async () => {
    before = await createEventForge();
    after = await createEventForge();
  });
  beforeEach(() => {
    scheduler = createTestScheduler();
    published = [before];
    asked = [];
    const fetch: PeerFetch = async (url) => {
      asked.push(url);
      if (published === 'down') throw new Error('ECONNREFUSED');
      const text = typeof published === 'string' ? published : jwksOf(published);
      return new Response(text);
    };
    keys = createIssuerKeys({ url: 'https://checkout.test/jwks', fetch, scheduler });
  });

  function jwksOf(forges: readonly EventForge[]): string {
    return JSON.stringify({ keys: forges.flatMap((forge) => publicJwks(forge.keys).keys) });
  }
  const judge = (jwt: string): Promise<unknown> =>
    verifyEvent(jwt, { keys, parties: PARTIES, clock: () => ISSUED_AT * 1000 }).then(
      () => 'accepted',
      ({ code }) => code,
    );

  it('are asked for once, at the pinned address', async () => {
    for (let count = 0; count < 3; count++) {
      expect(await judge(await before.forge())).toBe('accepted');
    }
    expect(asked).toEqual(['https://checkout.test/jwks']);
  });

  it('are asked for again when a new one signs, while the old one goes on', async () => {
    await judge(await before.forge());
    published = [after, before];
    await scheduler.advance(5_000);
    expect(await judge(await after.forge())).toBe('accepted');
    expect(await judge(await before.forge())).toBe('accepted');
    expect(asked).toHaveLength(2);
  });

  it('heal when a new one signs before it is published', async () => {
    expect(await judge(await after.forge())).toBe('ERR_EVENT_UNKNOWN_KEY');
    published = [after, before];
    expect(await judge(await after.forge())).toBe('ERR_EVENT_UNKNOWN_KEY');
    await scheduler.advance(5_000);
    expect(await judge(await after.forge())).toBe('accepted');
  });

  it('are not asked for by a flood of kids that nobody knows', async () => {
    await judge(await before.forge());
    for (let second = 0; second < 20; second++) {
      for (let count = 0; count < 10; count++) {
        const jwt = await before.forge({ header: { kid: `made-up-${second}-${count}` } });
        expect(await judge(jwt)).toBe('ERR_EVENT_UNKNOWN_KEY');
      }
      await scheduler.advance(1_000);
    }
    expect(asked).toHaveLength(1 + 3);
    expect(await judge(await before.forge())).toBe('accepted');
  });

  it('are asked for once by all who come at the same time', async () => {
    const jwts = await Promise.all([before.forge(), before.forge(), before.forge()]);
    expect(await Promise.all(jwts.map(judge))).toEqual(['accepted', 'accepted', 'accepted']);
    expect(asked).toHaveLength(1);
  });

  it('are not believed for more than ten minutes after they were taken away', async () => {
    await judge(await before.forge());
    published = [after];
    await scheduler.advance(10 * MINUTE - 1);
    expect(await judge(await before.forge())).toBe('accepted');
    await scheduler.advance(1);
    expect(await judge(await before.forge())).toBe('ERR_EVENT_UNKNOWN_KEY');
    expect(await judge(await after.forge())).toBe('accepted');
  });

  it.each([
    ['nobody answers', 'down'],
    ['no JSON comes', '<html>'],
    ['no key set comes', '{"keys":7}'],
    ['too much comes', `{"keys":[],"filler":"${'x'.repeat(65 * 1024)}"}`],
  ])('are unknown while %s, asked for with pauses, and heal', async (_, answer) => {
    published = answer;
    for (let count = 0; count < 5; count++) {
      expect(await judge(await before.forge())).toBe('ERR_EVENT_UNKNOWN_KEY');
    }
    expect(asked).toHaveLength(1);
    published = [before];
    await scheduler.advance(5_000);
    expect(await judge(await before.forge())).toBe('accepted');
  });

  it('stay known through a short outage', async () => {
    await judge(await before.forge());
    published = 'down';
    await scheduler.advance(5_000);
    expect(await judge(await after.forge())).toBe('ERR_EVENT_UNKNOWN_KEY');
    expect(await judge(await before.forge())).toBe('accepted');
  });

  it('are asked for again before they are too old, while the old ones go on', async () => {
    const fetch: PeerFetch = async (url) => {
      asked.push(url);
      if (published === 'down') throw new Error('ECONNREFUSED');
      return new Response(jwksOf([before]));
    };
    const ages = { refreshSeconds: 60, maxAgeSeconds: 600 };
    keys = createIssuerKeys({ url: 'https://checkout.test/jwks', fetch, scheduler, ...ages });
    await judge(await before.forge());
    published = 'down';
    await scheduler.advance(60_000);
    expect(await judge(await before.forge())).toBe('accepted');
    expect(asked).toHaveLength(2);
    await scheduler.advance(539_999);
    expect(await judge(await before.forge())).toBe('accepted');
    await scheduler.advance(1);
    expect(await judge(await before.forge())).toBe('ERR_EVENT_UNKNOWN_KEY');
    published = [before];
    await scheduler.advance(5_000);
    expect(await judge(await before.forge())).toBe('accepted');
    await scheduler.advance(60_000);
    await judge(await before.forge());
    await scheduler.advance(599_999);
    expect(await judge(await before.forge())).toBe('accepted');
  });

  it('are asked for one time for many who find them old', async () => {
    let answer = (): void => {};
    const fetch: PeerFetch = (url) => {
      asked.push(url);
      if (asked.length === 1) return Promise.resolve(new Response(jwksOf([before])));
      return new Promise((resolve) => {
        answer = () => resolve(new Response(jwksOf([before])));
      });
    };
    keys = createIssuerKeys({ url: 'https://c.test/jwks', fetch, scheduler, refreshSeconds: 60 });
    await judge(await before.forge());
    await scheduler.advance(60_000);
    const jwts = await Promise.all([before.forge(), before.forge(), before.forge()]);
    // Nobody waits for the answer, which has not come yet.
    expect(await Promise.all(jwts.map(judge))).toEqual(['accepted', 'accepted', 'accepted']);
    expect(asked).toHaveLength(2);
    answer();
  });

  it('tell a key that is not among them from keys that nobody knows', async () => {
    const header = { alg: 'ES256', kid: 'made-up' };
    const token = { payload: '', signature: '' };
    published = 'down';
    await expect(keys(header, token)).rejects.toMatchObject({ code: 'ERR_PEER_UNREACHABLE' });
    await expect(keys(header, token)).rejects.toBeInstanceOf(IssuerKeysUnknown);
    published = [before];
    await scheduler.advance(5_000);
    const error = await Promise.resolve(keys(header, token)).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(errors.JWKSNoMatchingKey);
    expect(error).not.toBeInstanceOf(IssuerKeysUnknown);
  });

  it('are taken from 200 alone', async () => {
    const fetch: PeerFetch = async () => new Response(jwksOf([before]), { status: 203 });
    keys = createIssuerKeys({ url: 'https://checkout.test/jwks', fetch, scheduler });
    expect(await judge(await before.forge())).toBe('ERR_EVENT_UNKNOWN_KEY');
  });
});
