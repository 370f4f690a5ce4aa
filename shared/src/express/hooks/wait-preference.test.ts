import { describe, expect, it } from '@jest/globals';
import { readWait } from './wait-preference.ts';

describe('readWait', () => {
  it.each([
    ['wait=2', 2],
    ['wait=0', 0],
    ['wait=10', 10],
    ['wait=11', 10],
    ['wait=999999999', 10],
    ['Wait=3', 3],
    ['wait = 3', 3],
    ['wait="3"', 3],
    ['respond-async, wait=3', 3],
    ['wait=3; foo="bar", return=minimal', 3],
    ['wait=3, wait=5', 3],
  ])('reads %j as %i seconds', (header, seconds) => {
    expect(readWait(header)).toBe(seconds);
  });

  it.each([
    undefined,
    '',
    'wait',
    'wait=',
    'wait=-1',
    'wait=1.5',
    'wait=2s',
    'wait=0x2',
    'wait="2',
    'wait=soon, wait=5',
    'waiting=2',
    'await=2',
    'return=minimal',
    'wait=9999999999',
  ])('finds nothing in %j', (header) => {
    expect(readWait(header)).toBeNull();
  });
});
