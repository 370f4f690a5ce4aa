import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  actorFromBytes,
  actorToBytes,
  isCheckoutActor,
  isPersonalActor,
  mintActor,
  personalActor,
} from './actor.ts';

it('tells its side and keeps the other 46 bits of chance', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 6, maxLength: 6 }), (bytes) => {
      const shopping = mintActor('shopping', () => bytes);
      const checkout = mintActor('checkout', () => bytes);
      expect([isCheckoutActor(shopping), isCheckoutActor(checkout)]).toEqual([false, true]);
      const [first = 0, ...rest] = bytes;
      expect([...actorToBytes(checkout)]).toEqual([(first & 0xfc) | 1, ...rest]);
      expect([...actorToBytes(shopping)]).toEqual([first & 0xfc, ...rest]);
      expect(actorFromBytes(actorToBytes(checkout))).toBe(checkout);
    }),
  );
});

it('does not write into the bytes it was given', () => {
  const bytes = new Uint8Array(6);
  mintActor('checkout', () => bytes);
  expect([...bytes]).toEqual([0, 0, 0, 0, 0, 0]);
});

it('has one personal twin, on its own side, that nobody is minted as', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 6, maxLength: 6 }), (bytes) => {
      for (const role of ['shopping', 'checkout'] as const) {
        const actor = mintActor(role, () => bytes);
        const twin = personalActor(actor);
        expect([isPersonalActor(actor), isPersonalActor(twin)]).toEqual([false, true]);
        expect(isCheckoutActor(twin)).toBe(isCheckoutActor(actor));
        expect(personalActor(twin)).toBe(twin);
      }
    }),
  );
});
