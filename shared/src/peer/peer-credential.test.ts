import { beforeEach, describe, expect, it } from '@jest/globals';
import { encode } from 'cborg';
import { createSeededRandom } from '../../../test/support/seeded-random.ts';
import { createTestClock, type TestClock } from '../../../test/support/test-clock.ts';
import { sha256 } from '../core/bytes.ts';
import { parseOrigin } from '../core/origin.ts';
import type { DomainPair, Role } from '../crypto/direction.ts';
import { createKeyring } from '../crypto/keyring.ts';
import { createSealer } from '../crypto/sealer.ts';
import { createMemoryReplayStore } from '../memory/replay-store.ts';
import {
  createPeerSealer,
  openPeerCredential,
  type PeerCall,
  type PeerClaims,
  sealPeerCredential,
} from './peer-credential.ts';

const KEYRING = createKeyring([{ kid: 'b1', secret: new Uint8Array(32).fill(1) }]);
const PAIR: DomainPair = {
  shopping: parseOrigin('http://shop.test'),
  checkout: parseOrigin('https://checkout.test'),
};
const CALL: PeerCall = { method: 'POST', path: '/ssf/poll?a=b', body: '{"maxEvents":1}' };

describe('a peer credential', () => {
  let clock: TestClock;
  let claims: PeerClaims;
  const random = createSeededRandom();
  beforeEach(() => {
    clock = createTestClock();
    claims = createMemoryReplayStore();
  });

  const sealerFor = (receiver: Role, pair = PAIR, keyring = KEYRING) =>
    createPeerSealer({ keyring, pair, receiver, random });
  const seal = (call = CALL, sealer = sealerFor('checkout')): string =>
    sealPeerCredential(call, { sealer, clock: clock.now, random });
  const open = (header: string | undefined, call = CALL): Promise<unknown> =>
    openPeerCredential(header, call, {
      sealer: sealerFor('checkout'),
      clock: clock.now,
      claims,
    }).then(
      () => 'accepted',
      ({ code }) => code,
    );
  /** A credential with these fields, whatever they are, under the right key. */
  const sealFields = (...fields: readonly unknown[]): string =>
    `Bridge ${sealerFor('checkout').seal(encode(fields))}`;

  it('is accepted for the call that it was made for', async () => {
    expect(await open(seal())).toBe('accepted');
  });

  it('is accepted whatever letters its scheme is written in (RFC 9110 §11.1)', async () => {
    expect(await open(seal().replace('Bridge', 'bRIDGE'))).toBe('accepted');
  });

  it('covers bytes and text alike', async () => {
    const bytes = new TextEncoder().encode(String(CALL.body));
    expect(await open(seal({ ...CALL, body: bytes }))).toBe('accepted');
  });

  it.each<[string, Partial<PeerCall>]>([
    ['another method', { method: 'GET' }],
    ['another path', { path: '/ssf/status' }],
    ['another query', { path: '/ssf/poll?a=c' }],
    ['the path without its query', { path: '/ssf/poll' }],
    ['another body', { body: '{"maxEvents":2}' }],
    ['no body', { body: '' }],
  ])('is refused for %s', async (_, other) => {
    expect(await open(seal(), { ...CALL, ...other })).toBe('ERR_PEER_NOT_AUTHENTIC');
  });

  it('is refused the second time, and stands apart from other ids', async () => {
    const ids: string[] = [];
    const memory = claims;
    claims = {
      claim: (id, until) => {
        ids.push(id);
        return memory.claim(id, until);
      },
    };
    const header = seal();
    expect([await open(header), await open(header)]).toEqual(['accepted', 'ERR_PEER_REPLAYED']);
    expect(ids).toEqual([expect.stringMatching(/^peer:[\w-]{22}$/), ids[0]]);
  });

  it('is remembered as long as it could be accepted', async () => {
    const untils: number[] = [];
    claims = {
      claim: async (_, until) => {
        untils.push(until);
        return true;
      },
    };
    const issuedAt = clock.now() / 1000;
    const header = seal();
    clock.advance(75);
    expect(await open(header)).toBe('accepted');
    expect(untils).toEqual([issuedAt + 76]);
  });

  it.each([
    [75, 'accepted'],
    [76, 'ERR_PEER_EXPIRED'],
    [-15, 'accepted'],
    [-16, 'ERR_PEER_EXPIRED'],
  ])('is judged %i s later: %s', async (seconds, outcome) => {
    const header = seal();
    clock.advance(seconds);
    expect(await open(header)).toBe(outcome);
  });

  it('is not used up by a call that it is not for, or at a time that is not its own', async () => {
    const header = seal();
    await open(header, { ...CALL, body: 'x' });
    clock.advance(100);
    await open(header);
    clock.advance(-100);
    expect(await open(header)).toBe('accepted');
  });

  it.each<[string, () => string | undefined]>([
    ['missing', () => undefined],
    ['empty', () => ''],
    ['of another scheme', () => seal().replace('Bridge', 'Bearer')],
    ['without a scheme', () => seal().slice('Bridge '.length)],
    ['followed by something', () => `${seal()}, Bridge x`],
    ['endless', () => `Bridge ${'A'.repeat(8_001)}`],
    ['cut off', () => seal().slice(0, -1)],
    ['for the other direction', () => seal(CALL, sealerFor('shopping'))],
    [
      'of another pair of domains',
      () =>
        seal(
          CALL,
          sealerFor('checkout', { ...PAIR, shopping: parseOrigin('http://staging.test') }),
        ),
    ],
    [
      'under a key that we do not have',
      () => {
        const keyring = createKeyring([{ kid: 'b1', secret: new Uint8Array(32).fill(2) }]);
        return seal(CALL, sealerFor('checkout', PAIR, keyring));
      },
    ],
    [
      'sealed for another purpose',
      () => {
        const labels = ['handoff', 'to-checkout', PAIR.shopping.host, PAIR.checkout.host];
        return seal(CALL, createSealer({ keyring: KEYRING, labels, random }));
      },
    ],
  ])('is refused when it is %s', async (_, header) => {
    expect(await open(header())).toBe('ERR_PEER_NOT_AUTHENTIC');
  });

  it('is refused in any other shape under the right key', async () => {
    const now = clock.now() / 1000;
    const good: readonly unknown[] = [
      CALL.method,
      CALL.path,
      sha256(String(CALL.body)),
      now,
      random(16),
    ];
    expect(await open(sealFields(...good))).toBe('accepted');
    const wrong: readonly unknown[] = ['', 1, String(CALL.body), now + 0.5, new Uint8Array(15)];
    for (const [at, value] of wrong.entries()) {
      const header = sealFields(...good.with(at, value));
      expect(await open(header)).toBe('ERR_PEER_NOT_AUTHENTIC');
    }
    expect(await open(sealFields(...good, 'more'))).toBe('ERR_PEER_NOT_AUTHENTIC');
    const notEncoded = `Bridge ${sealerFor('checkout').seal(Uint8Array.of(0xff))}`;
    expect(await open(notEncoded)).toBe('ERR_PEER_NOT_AUTHENTIC');
  });

  it('does not stand in the message of its refusal', async () => {
    const header = seal();
    const options = { sealer: sealerFor('shopping'), clock: clock.now, claims };
    const error = await openPeerCredential(header, CALL, options).catch((e: unknown) => e);
    expect(String(error)).not.toContain(header.slice(7, 20));
  });
});
