import { describe, expect, it } from '@jest/globals';
import { encode } from 'cborg';
import { createReplicaWorld } from '../../../test/support/browser-replica-world.ts';
import { actorOf, applyAll, newState } from '../../../test/support/state-builder.ts';
import { createKeyring } from '../crypto/keyring.ts';
import { createSealer, type Sealer } from '../crypto/sealer.ts';
import { createMemoryStateStore } from '../memory/state-store.ts';
import { addToLine } from './operations.ts';
import { encodeRecord } from './record.ts';
import {
  isSureToFit,
  openStateCookie,
  STATE_COOKIE,
  STATE_COOKIE_BYTES,
  type StateCookie,
  sealStateCookie,
} from './state-cookie.ts';

const { sealer } = createReplicaWorld(createMemoryStateStore());
const A = actorOf(1);

/** Sealed lengths come in steps; the length of the kid shifts them. */
function sealerWith(kid: string): Sealer {
  const keyring = createKeyring([{ kid, secret: new Uint8Array(32) }]);
  return createSealer({ keyring, labels: [] });
}

function cookieWith(lines: number): StateCookie {
  const adds = Array.from({ length: lines }, (_, i) => addToLine({ sku: `a-long-sku-${i}` }, 1));
  const state = applyAll(newState(), A, ...adds);
  const record = { state, actor: A, endedSid: 'sid_1' };
  return {
    key: 'AAAAAAAAAAAAAAAAAAAAAA',
    version: 7,
    pending: true,
    sealedAt: 2_000_000_000,
    record,
  };
}

describe('a state cookie', () => {
  it('holds key, version, whether it is pending, its age and the record', () => {
    const cookie = cookieWith(20);
    expect(openStateCookie(sealStateCookie(cookie, sealer), sealer)).toEqual(cookie);
  });

  it('stays below 3,000 bytes with the longest name, and leaves the record out where it would not', () => {
    const lengths = [];
    let left = 0;
    for (let letters = 1; letters <= 16; letters++) {
      const own = sealerWith('k'.repeat(letters));
      for (let lines = 118; lines < 140; lines++) {
        const value = sealStateCookie(cookieWith(lines), own);
        lengths.push(`__Host-${STATE_COOKIE}=${value}`.length);
        if (openStateCookie(value, own)?.record === null) left++;
      }
    }
    expect(Math.max(...lengths)).toBeLessThanOrEqual(STATE_COOKIE_BYTES);
    expect(Math.max(...lengths)).toBeGreaterThan(STATE_COOKIE_BYTES - 10);
    expect(left).toBeGreaterThan(0);
  });

  it('is sure of no record that is left out', () => {
    const own = sealerWith('k'.repeat(16));
    const sure = [];
    for (let lines = 90; lines < 140; lines++) {
      const cookie = cookieWith(lines);
      if (!cookie.record || !isSureToFit(encodeRecord(cookie.record))) continue;
      sure.push(lines);
      const latest = { ...cookie, version: Number.MAX_SAFE_INTEGER, sealedAt: 2 ** 40 };
      expect(openStateCookie(sealStateCookie(latest, own), own)?.record).not.toBeNull();
    }
    expect(sure.length).toBeGreaterThan(10);
  });

  it('opens for its own domain alone', () => {
    const value = sealStateCookie(cookieWith(1), sealer);
    expect(openStateCookie(`${value}A`, sealer)).toBeNull();
    expect(openStateCookie('', sealer)).toBeNull();
  });

  it('begins afresh with authentic bytes of another shape, and throws for none', () => {
    const { key, version, pending, sealedAt, record } = cookieWith(1);
    const bytes = record && encodeRecord(record);
    const fields: unknown[] = [Buffer.from(key, 'base64url'), version, pending, sealedAt, bytes];
    expect(openStateCookie(sealer.seal(encode(fields)), sealer)?.version).toBe(7);
    const strange = [undefined, 'x', 1.5, [], {}, new Uint8Array(15)];
    for (const at of fields.keys()) {
      for (const value of strange) {
        expect(openStateCookie(sealer.seal(encode(fields.with(at, value))), sealer)).toBeNull();
      }
    }
    expect(openStateCookie(sealer.seal(encode([...fields, 0])), sealer)).toBeNull();
    expect(openStateCookie(sealer.seal(Buffer.from('not CBOR at all')), sealer)).toBeNull();
  });
});
