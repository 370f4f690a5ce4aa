import { describe, expect, it } from '@jest/globals';
import { type Link, parseLink, writeLink } from './link.ts';

describe('a link', () => {
  const LINKS: readonly Link[] = [
    { kind: 'identity', entity: 'sub_a', sid: 'sid_b', epoch: 1_700_000_000_000 },
    { kind: 'identity', entity: 'e'.repeat(64), sid: 's', epoch: 0 },
    { kind: 'signed-out', sid: 'sid_b' },
  ];

  it.each(LINKS)('reads what it wrote: %j', (link) => {
    expect(parseLink(writeLink(link))).toEqual(link);
  });

  it('of a sign-out carries the name of the session and nothing else', () => {
    expect(writeLink({ kind: 'signed-out', sid: 'sid_b' })).toEqual(['sid_b']);
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
    expect(parseLink(value)).toBeNull();
  });
});
