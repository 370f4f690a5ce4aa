import { expect, it } from '@jest/globals';
import { encode } from 'cborg';
import { decodeFields } from './cbor-fields.ts';

it('reads the elements of an array', () => {
  expect(decodeFields(encode(['a', 1, null]))).toEqual(['a', 1, null]);
});

it.each([
  ['nothing', ''],
  ['no CBOR', 'ff'],
  ['a map', 'a0'],
  ['an array of open length', '9f00ff'],
  ['a head that is longer than it need be', '980100'],
  ['two items', '8080'],
])('reads no element out of %s', (_, hex) => {
  expect(decodeFields(Buffer.from(hex, 'hex'))).toEqual([]);
});
