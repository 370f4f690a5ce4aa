import fc, { type Arbitrary } from 'fast-check';
import { DAY, HOUR, MINUTE, SECOND } from '../../shared/src/core/duration.ts';
import type { Role } from '../../shared/src/crypto/direction.ts';
import { WISHES, type Wish } from './cart-entries.ts';

/** What happens next, and in which browser. Plain data, so that a failing history can be printed. */
export type Action = { readonly browser: number } & (
  | { readonly kind: 'look'; readonly role: Role; readonly lost: boolean }
  | {
      readonly kind: 'change';
      readonly role: Role;
      readonly wish: WishData;
      readonly lost: boolean;
    }
  | {
      readonly kind: 'at once';
      readonly role: Role;
      readonly wishes: readonly WishData[];
      readonly lost: readonly number[];
    }
  | { readonly kind: 'cross'; readonly to: Role; readonly lost: boolean }
  | { readonly kind: 'sign in'; readonly lost: boolean }
  | { readonly kind: 'sign out'; readonly lost: boolean }
  | { readonly kind: 'order' }
  | { readonly kind: 'forget'; readonly role: Role; readonly scope: Scope }
  | { readonly kind: 'restore'; readonly role: Role; readonly scope: Scope; readonly age: number }
  | { readonly kind: 'copy'; readonly role: Role; readonly scope: Scope; readonly into: number }
  | { readonly kind: 'wait'; readonly seconds: number }
  | { readonly kind: 'sweep' }
  | { readonly kind: 'lose rows'; readonly role: Role }
);

/** Which cookies somebody's hand is on. */
export type Scope = 'state' | 'all';

/** A wish as data. */
export type WishData =
  | readonly ['add' | 'set', string, number]
  | readonly ['remove' | 'addCode' | 'removeCode' | 'ship', string]
  | readonly ['unship'];

const skus = fc.constantFrom('mug', 'lamp', 'sofa', 'rug', '4711', '4712', 'café', 'vase');
const quantities = fc.integer({ min: 1, max: 9 });
const codes = fc.constantFrom('WELCOME10', 'FREESHIP');
const roles = fc.constantFrom<Role>('shopping', 'checkout');
const scopes = fc.constantFrom<Scope>('state', 'all');
const browsers = fc.nat(2);
const rarely = fc.nat(4).map((n) => n === 0);
const waits = fc.constantFrom(
  5 * SECOND,
  61 * SECOND,
  11 * MINUTE,
  21 * MINUTE,
  9 * HOUR,
  25 * HOUR,
  29 * DAY,
  31 * DAY,
  -5 * SECOND,
  -2 * DAY,
);

const wishes: Arbitrary<WishData> = fc.oneof(
  { weight: 8, arbitrary: fc.tuple(fc.constant('add' as const), skus, quantities) },
  { weight: 3, arbitrary: fc.tuple(fc.constant('set' as const), skus, quantities) },
  { weight: 4, arbitrary: fc.tuple(fc.constant('remove' as const), skus) },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.constantFrom('addCode' as const, 'removeCode' as const), codes),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.constant('ship' as const), fc.constantFrom('standard', 'express')),
  },
  { weight: 1, arbitrary: fc.constant(['unship'] as const) },
);

/** The change that a wish asks for. */
export function toWish(data: WishData): Wish {
  const [kind, name = '', quantity = 1] = data;
  return WISHES[kind](name, quantity);
}

/** Any action of any browser. */
export const actions: Arbitrary<Action> = fc.oneof(
  { weight: 3, arbitrary: action('look', { role: roles, lost: rarely }) },
  { weight: 14, arbitrary: action('change', { role: roles, wish: wishes, lost: rarely }) },
  {
    weight: 2,
    arbitrary: action('at once', {
      role: roles,
      wishes: fc.array(wishes, { minLength: 2, maxLength: 6 }),
      lost: fc.array(fc.nat(5), { maxLength: 2 }),
    }),
  },
  { weight: 8, arbitrary: action('cross', { to: roles, lost: rarely }) },
  { weight: 3, arbitrary: action('sign in', { lost: rarely }) },
  { weight: 1, arbitrary: action('sign out', { lost: rarely }) },
  { weight: 2, arbitrary: action('order', {}) },
  { weight: 1, arbitrary: action('forget', { role: roles, scope: scopes }) },
  { weight: 3, arbitrary: action('restore', { role: roles, scope: scopes, age: fc.nat(20) }) },
  { weight: 2, arbitrary: action('copy', { role: roles, scope: scopes, into: browsers }) },
  { weight: 4, arbitrary: action('wait', { seconds: waits }) },
  { weight: 2, arbitrary: action('sweep', {}) },
  { weight: 1, arbitrary: action('lose rows', { role: roles }) },
) as Arbitrary<Action>;

function action(kind: Action['kind'], fields: Record<string, Arbitrary<unknown>>) {
  return fc.record({ kind: fc.constant(kind), browser: browsers, ...fields });
}
