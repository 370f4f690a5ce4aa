import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Sealer } from 'domain-bridge/handoff';
import { countCrypto } from '../support/counted-crypto.ts';

const crypto = await countCrypto();
// After the counters, so that all of it is counted.
const { createKeyring, createSealer, encodeClaims, openToken } = await import(
  'domain-bridge/handoff'
);
const { openPeerCredential, sealPeerCredential } = await import('domain-bridge/peer');

const NOW = 1_800_000_000;
const LABELS = ['handoff', 'to-checkout', 'shop.test', 'checkout.test'];
const keyring = createKeyring([{ kid: 'b1', secret: new Uint8Array(32).fill(1) }]);
const other = createKeyring([{ kid: 'b1', secret: new Uint8Array(32).fill(2) }]);
const clock = () => NOW * 1000;
const random = (length: number) => new Uint8Array(length).fill(7);
const CLAIMS = {
  jti: 'A'.repeat(22),
  issuedAt: NOW,
  flow: 'A'.repeat(16),
  challenge: new Uint8Array(32),
  returnPath: '/',
  state: new Uint8Array(40),
  link: null,
};

/** A33: a flood of garbage. What it costs is counted in operations with keys and hashes, never in time. */
describe('garbage in the place of a token', () => {
  const sealer = createSealer({ keyring, labels: LABELS });
  const genuine = sealer.seal(encodeClaims(CLAIMS));
  const bytes = Buffer.from(genuine, 'base64url');
  const behind = (head: number[]) =>
    Buffer.concat([Uint8Array.from(head), bytes.subarray(4)]).toString('base64url');
  beforeEach(() => void crypto.take());

  it.each([
    ['nothing', ''],
    ['6,001 characters', 'A'.repeat(6_001)],
    ['a megabyte', 'A'.repeat(1_000_000)],
    ['another alphabet', `${genuine.slice(0, -1)}+`],
    ['a second spelling', `${genuine.slice(0, -1)}=`],
    ['one byte', 'AQ'],
    ['version 0', behind([0, 2, 98, 49])],
    ['version 2', behind([2, 2, 98, 49])],
    ['a kid that nobody has', behind([1, 2, 98, 50])],
    ['a kid of no letters', behind([1, 0])],
    ['a kid that is longer than the token', behind([1, 255])],
    ['a header and nothing behind it', bytes.subarray(0, 4).toString('base64url')],
    ['a body without room for a tag', bytes.subarray(0, 4 + 39).toString('base64url')],
  ])('costs no operation: %s', (_, token) => {
    expect(() => openToken(token, sealer)).toThrow(
      expect.objectContaining({ name: 'HandoffError' }),
    );
    expect(crypto.take()).toEqual({});
  });

  it('under the right kid costs one attempt to open, as much as a genuine token and no more', () => {
    expect(openToken(genuine, sealer)).toMatchObject({ flow: CLAIMS.flow });
    const once = crypto.take();
    expect(new Set(Object.values(once))).toEqual(new Set([1]));
    const forged = createSealer({ keyring: other, labels: LABELS }).seal(encodeClaims(CLAIMS));
    crypto.take();
    expect(() => openToken(forged, sealer)).toThrow('does not open');
    expect(crypto.take()).toEqual(once);
  });

  it('costs one attempt also where the ring has ten keys', () => {
    const kids = Array.from({ length: 10 }, (_, i) => ({ kid: `k${i}`, secret: random(32) }));
    const ring = createSealer({
      keyring: createKeyring([...kids, ...keyring.keys]),
      labels: LABELS,
    });
    openToken(genuine, sealer);
    const { hkdfSync: _, ...once } = crypto.take();
    openToken(genuine, ring);
    expect(crypto.take()).toEqual(once);
  });

  it('derives no key: that is done when the sealer is made', () => {
    createSealer({ keyring, labels: LABELS });
    expect(crypto.take()).toEqual({ hkdfSync: 1 });
    openToken(genuine, sealer);
    expect(crypto.take()).not.toHaveProperty('hkdfSync');
  });
});

/** A33, A29: the same between the servers, where a body comes along. */
describe('garbage in the place of a credential of the other server', () => {
  const sealer = createSealer({ keyring, labels: ['peer', ...LABELS.slice(1)] });
  const stranger: Sealer = createSealer({ keyring: other, labels: ['peer', ...LABELS.slice(1)] });
  const call = { method: 'POST', path: '/ssf/poll', body: new Uint8Array(64 * 1024) };
  const asked: string[] = [];
  const claims = {
    claim: async (id: string) => {
      asked.push(id);
      return true;
    },
  };
  const judge = (header: string | undefined) =>
    openPeerCredential(header, call, { sealer, clock, claims });
  beforeEach(() => {
    asked.length = 0;
    crypto.take();
  });

  it.each([
    ['none', undefined],
    ['a bearer token', `Bearer ${'A'.repeat(43)}`],
    ['a scheme alone', 'Bridge '],
    ['8,001 characters', `Bridge ${'A'.repeat(8_001)}`],
    ['another alphabet', 'Bridge AQ+/'],
    ['a kid that nobody has', 'Bridge AQJiMg'],
  ])('costs no operation, and the body is not hashed: %s', async (_, header) => {
    await expect(judge(header)).rejects.toMatchObject({ code: 'ERR_PEER_NOT_AUTHENTIC' });
    expect(crypto.take()).toEqual({});
    expect(asked).toEqual([]);
  });

  it('under the right kid costs one attempt to open, and no hash of the body', async () => {
    const header = sealPeerCredential(call, { sealer: stranger, clock, random });
    crypto.take();
    await expect(judge(header)).rejects.toMatchObject({ code: 'ERR_PEER_NOT_AUTHENTIC' });
    expect(crypto.take()).not.toHaveProperty('hash');
    expect(asked).toEqual([]);
  });

  it('asks the store once, for what was genuine to its last byte', async () => {
    const header = sealPeerCredential(call, { sealer, clock, random });
    await judge(header);
    expect(asked).toHaveLength(1);
    const aside = { ...call, path: '/ssf/status' };
    await expect(openPeerCredential(header, aside, { sealer, clock, claims })).rejects.toThrow();
    expect(asked).toHaveLength(1);
  });
});
