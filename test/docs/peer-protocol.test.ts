import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { CookieJar, createParts, readReturnHandle, sealSettled } from 'domain-bridge/flows';
import { createKeyring, encodeClaims, type Origin, parseOrigin } from 'domain-bridge/handoff';
import { createMemoryReplayStore, createMemoryStateStore } from 'domain-bridge/memory';
import { createPeerSealer, openPeerCredential, sealPeerCredential } from 'domain-bridge/peer';
import { SETTLEMENT_HOLD_SECONDS } from 'domain-bridge/state';
import { type Item, readCbor } from './cbor-reader.ts';
import { codeBlock, readPage } from './page.ts';
import { openSeal } from './seal-reader.ts';

const page = readPage('docs/protocol.md');
const BODY = codeBlock(page, 'text', 'body').trimEnd();
const CREDENTIAL = codeBlock(page, 'text', 'credential').replaceAll('\n', '');
const CALL = { method: 'POST', path: '/ssf/poll', body: BODY };
const CLOCK = () => 1_800_000_000_000;
const ORIGINS = {
  shopping: 'http://shop.localhost:8080',
  checkout: 'https://checkout.localhost:8443',
};
const HOSTS = 'shop.localhost:8080\ncheckout.localhost:8443';
const keyring = createKeyring([{ kid: 'k1', secret: bytes(0x00, 32) }]);

/** `length` bytes that count up from `first`. */
function bytes(first: number, length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => first + i);
}

function peerSealer() {
  const pair: Record<'shopping' | 'checkout', Origin> = {
    shopping: parseOrigin(ORIGINS.shopping),
    checkout: parseOrigin(ORIGINS.checkout),
  };
  return createPeerSealer({ keyring, pair, receiver: 'checkout', random: () => bytes(0x40, 24) });
}

function open(sealed: string, ...labels: readonly string[]): readonly Item[] {
  const info = ['domain-bridge', ...labels, HOSTS].join('\n');
  return readCbor(openSeal(sealed, { kid: 'k1', root: bytes(0x00, 32), info })) as readonly Item[];
}

describe('the credential of docs/protocol.md §10.1', () => {
  it('has the bytes that the package makes of it', () => {
    const random = () => bytes(0xb0, 16);
    const made = sealPeerCredential(CALL, { sealer: peerSealer(), clock: CLOCK, random });
    expect(made).toBe(`Bridge ${CREDENTIAL}`);
  });

  it('says what the page says, to node:crypto alone', () => {
    const [method, path, bodyHash, issuedAt, jti] = open(CREDENTIAL, 'peer', 'to-checkout');
    expect([method, path, issuedAt]).toEqual(['POST', '/ssf/poll', 1_800_000_000]);
    const hash = createHash('sha256').update(BODY).digest('hex');
    expect(Buffer.from(bodyHash as Uint8Array).toString('hex')).toBe(hash);
    expect(jti).toEqual(Buffer.from(bytes(0xb0, 16)));
  });

  it('opens for the call that it was made for', async () => {
    const claims = createMemoryReplayStore();
    const options = { sealer: peerSealer(), clock: CLOCK, claims };
    await openPeerCredential(`bridge ${CREDENTIAL}`, CALL, options);
    const again = openPeerCredential(`bridge ${CREDENTIAL}`, CALL, options);
    await expect(again).rejects.toMatchObject({ code: 'ERR_PEER_REPLAYED' });
  });
});

describe('the rest of docs/protocol.md §10, and the 8th claim of §4', () => {
  it('agree about what is sealed for /bridge/settled', () => {
    const parts = createParts({
      role: 'checkout',
      shoppingOrigin: ORIGINS.shopping,
      checkoutOrigin: ORIGINS.checkout,
      bridgeKeys: keyring,
      cookieKeys: keyring,
      stores: { states: createMemoryStateStore(), replays: createMemoryReplayStore() },
    });
    const handle = Buffer.from(bytes(0xd0, 16)).toString('base64url');
    const sealed = sealSettled(parts, { handle, id: 'ord_1', state: bytes(1, 3) });
    const [first, id, state] = open(sealed, 'settled', 'to-shopping');
    expect(first).toEqual(Buffer.from(bytes(0xd0, 16)));
    expect([id, state]).toEqual(['ord_1', Buffer.from(bytes(1, 3))]);
    expect(page).toContain(`after ${SETTLEMENT_HOLD_SECONDS} seconds`);
  });

  it('agree about the return handle: an 8th claim where there is one, and the cookie of checkout', () => {
    const claims = {
      jti: 'A'.repeat(22),
      issuedAt: 1_800_000_000,
      flow: 'A'.repeat(16),
      challenge: bytes(0, 32),
      returnPath: '/',
      state: bytes(0, 1),
      link: null,
    };
    const returnHandle = Buffer.from(bytes(0xd0, 16)).toString('base64url');
    expect(readCbor(encodeClaims(claims))).toHaveLength(7);
    const eight = readCbor(encodeClaims({ ...claims, returnHandle })) as readonly Item[];
    expect(eight[7]).toEqual(Buffer.from(bytes(0xd0, 16)));
    const jar = new CookieJar(`__Host-bridge-return=${returnHandle}`, true);
    expect(readReturnHandle(jar)).toBe(returnHandle);
  });
});
