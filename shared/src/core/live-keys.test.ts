import { expect, it } from '@jest/globals';
import { createLiveKeys } from './live-keys.ts';

it('keys give way to others at the next look, and the others stay as they are', () => {
  const next = { keys: ['b', 'a'] } as const;
  const keys = createLiveKeys<string>({ keys: ['a'] });
  expect(keys.keys).toEqual(['a']);
  keys.replace(next);
  expect(keys.keys).toBe(next.keys);
});
