import { describe, expect, it } from '@jest/globals';
import { decode, encode } from 'cborg';
import { CborReader } from '../core/cbor-reader.ts';
import { CborWriter } from '../core/cbor-writer.ts';
import { type Link, readLink, writeLink } from './link.ts';

const REFUSAL = new Error('refused');

function written(link: Link): Uint8Array {
  const writer = new CborWriter(0);
  writeLink(writer, link);
  return writer.finish();
}

/** What is read out of these bytes; null also where the reader refuses them. */
function read(bytes: Uint8Array): Link | null {
  try {
    return readLink(new CborReader(bytes, () => REFUSAL));
  } catch (error) {
    expect(error).toBe(REFUSAL);
    return null;
  }
}

describe('a link', () => {
  const LINKS: readonly Link[] = [
    { kind: 'identity', entity: 'sub_a', sid: 'sid_b', epoch: 1_700_000_000_000 },
    { kind: 'identity', entity: 'e'.repeat(64), sid: 's', epoch: 0 },
    { kind: 'signed-out', sid: 'sid_b' },
  ];

  it.each(LINKS)('reads what it wrote: %j', (link) => {
    expect(read(written(link))).toEqual(link);
  });

  it('of a sign-out carries the name of the session and nothing else', () => {
    expect(decode(written({ kind: 'signed-out', sid: 'sid_b' }))).toEqual(['sid_b']);
  });

  it.each([
    [null],
    [undefined],
    ['sid_b'],
    [{ sid: 'sid_b' }],
    [[]],
    [['']],
    [[7]],
    [['s'.repeat(65)]],
    [['sub', 'sid']],
    [['sub', 'sid', 1, 2]],
    [['', 'sid', 1]],
    [['sub', '', 1]],
    [['sub', 'sid', '1']],
    [['sub', 'sid', 1.5]],
    [['sub', 'sid', Number.NaN]],
    [['sub', 'sid', 2 ** 53]],
    [['s'.repeat(65), 'sid', 1]],
    [['sub', ['sid'], 1]],
  ])('is not read out of %j', (value) => {
    expect(read(encode(value))).toBeNull();
  });
});
