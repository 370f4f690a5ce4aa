import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { actorFromBytes, actorToBytes, isCheckoutActor, mintActor } from './actor.ts';

it('tells its side and keeps the other 47 bits of chance', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 6, maxLength: 6 }), (bytes) => {
      const shopping = mintActor('shopping', () => bytes);
      const checkout = mintActor('checkout', () => bytes);
      expect([isCheckoutActor(shopping), isCheckoutActor(checkout)]).toEqual([false, true]);
      const [first = 0, ...rest] = bytes;
      expect([...actorToBytes(checkout)]).toEqual([first | 1, ...rest]);
      expect([...actorToBytes(shopping)]).toEqual([first & 0xfe, ...rest]);
      expect(actorFromBytes(actorToBytes(checkout))).toBe(checkout);
    }),
  );
});

it('does not write into the bytes it was given', () => {
  const bytes = new Uint8Array(6);
  mintActor('checkout', () => bytes);
  expect([...bytes]).toEqual([0, 0, 0, 0, 0, 0]);
});
