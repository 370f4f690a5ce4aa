import { describe, expect, it } from '@jest/globals';
import { isReturnHandle, parseReturnHandle } from './return-handle.ts';

const HANDLE = Buffer.alloc(16, 7).toString('base64url');

describe('a return handle', () => {
  it('is sixteen bytes, or their one spelling in base64url', () => {
    expect(parseReturnHandle(HANDLE)).toBe(HANDLE);
    expect(isReturnHandle(Buffer.alloc(16))).toBe(true);
  });

  it.each([
    '',
    HANDLE.slice(1),
    `${HANDLE}A`,
    `${HANDLE}==`,
    `${HANDLE.slice(0, -1)}x`,
    `${HANDLE} `,
    `.${HANDLE.slice(1)}`,
  ])('is not %j', (text) => {
    expect(parseReturnHandle(text)).toBeNull();
  });

  it.each([null, undefined, HANDLE, [1], Buffer.alloc(15), Buffer.alloc(17)])(
    'is not made of %j',
    (value) => {
      expect(isReturnHandle(value)).toBe(false);
    },
  );
});
