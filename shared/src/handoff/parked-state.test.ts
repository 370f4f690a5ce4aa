import { describe, expect, it } from '@jest/globals';
import { encode } from 'cborg';
import { CborReader } from '../core/cbor-reader.ts';
import { CborWriter } from '../core/cbor-writer.ts';
import {
  mintParkedRef,
  parseParkedRef,
  readParkedState,
  writeParkedState,
} from './parked-state.ts';

const refusal = () => new TypeError('malformed');
const read = (bytes: Uint8Array) => readParkedState(new CborReader(bytes, refusal));
const REF = Buffer.alloc(16, 7).toString('base64url');

describe('a parked reference', () => {
  it('is 22 characters of base64url, from 16 random bytes', () => {
    expect(mintParkedRef((length) => Buffer.alloc(length, 7))).toBe(REF);
    expect(parseParkedRef(REF)).toBe(REF);
  });

  it.each([
    '',
    'A'.repeat(21),
    'A'.repeat(23),
    `${'A'.repeat(21)}B`,
    `${REF}=`,
    '../../etc/passwd',
  ])('is not %j', (text) => expect(parseParkedRef(text)).toBeNull());

  it('is read as it was written', () => {
    const writer = new CborWriter(32);
    writeParkedState(writer, { ref: REF });
    expect(read(writer.finish())).toEqual({ ref: REF });
  });

  it.each([
    ['an empty array', []],
    ['two references', [Buffer.alloc(16), Buffer.alloc(16)]],
    ['a short one', [Buffer.alloc(15)]],
    ['a long one', [Buffer.alloc(17)]],
  ])('is not read out of %s', (_, value) => expect(read(encode(value))).toBeNull());
});
