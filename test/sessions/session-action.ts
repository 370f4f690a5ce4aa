import fc, { type Arbitrary } from 'fast-check';
import { HOUR, MINUTE, SECOND } from '../../shared/src/core/duration.ts';
import type { Role } from '../../shared/src/crypto/direction.ts';

/** What happens next. Plain data, so that a failing history can be printed. */
export type Action =
  /** A page; where its answer is lost, its cookies are. */
  | { readonly kind: 'look'; readonly browser: number; readonly role: Role; readonly lost: boolean }
  | { readonly kind: 'add'; readonly browser: number; readonly role: Role }
  | {
      readonly kind: 'remove';
      readonly browser: number;
      readonly role: Role;
      readonly which: number;
    }
  | { readonly kind: 'sign in'; readonly browser: number; readonly user: number }
  | {
      readonly kind: 'sign out';
      readonly browser: number;
      readonly everywhere: boolean;
      readonly lost: boolean;
    }
  | { readonly kind: 'change password'; readonly browser: number; readonly lost: boolean }
  | { readonly kind: 'to shop'; readonly browser: number }
  | { readonly kind: 'to checkout'; readonly browser: number }
  /** Takes a token for the shop, to be used later or never. */
  | { readonly kind: 'fetch token'; readonly browser: number }
  | { readonly kind: 'use token'; readonly browser: number }
  | { readonly kind: 'revoke'; readonly user: number }
  /** An administrator ends the checkout session of this browser, and of no other. */
  | { readonly kind: 'end session'; readonly browser: number }
  | { readonly kind: 'end everyone' }
  /** The shop hears of these events, counted back from the newest: of some again, of some too late. */
  | { readonly kind: 'hear'; readonly back: readonly number[] }
  | { readonly kind: 'lease'; readonly isFresh: boolean }
  | { readonly kind: 'wait'; readonly seconds: number };

/** Browsers that take part. */
export const BROWSERS = 3;
/** Users that take part. */
export const USERS: readonly string[] = ['user-1', 'user-2'];

// Mostly the same ones: then more of what happens meets what happened before.
const browser = fc.constantFrom(0, 0, 0, 1, 1, 2);
const user = fc.constantFrom(0, 0, 0, 1);
const role = fc.constantFrom<Role>('shopping', 'checkout');
const rarely = fc.nat(3).map((n) => n === 0);
const seconds = fc.constantFrom(5 * SECOND, 61 * SECOND, 21 * MINUTE, 9 * HOUR);
const back = fc.array(fc.nat(5), { minLength: 1, maxLength: 4 });

const actions: Arbitrary<Action> = fc.oneof(
  { weight: 6, arbitrary: action('look', { browser, role, lost: rarely }) },
  { weight: 6, arbitrary: action('add', { browser, role }) },
  { weight: 2, arbitrary: action('remove', { browser, role, which: fc.nat(9) }) },
  { weight: 5, arbitrary: action('sign in', { browser, user }) },
  { weight: 3, arbitrary: action('sign out', { browser, everywhere: rarely, lost: rarely }) },
  { weight: 1, arbitrary: action('change password', { browser, lost: rarely }) },
  { weight: 4, arbitrary: action('to shop', { browser }) },
  { weight: 2, arbitrary: action('to checkout', { browser }) },
  { weight: 4, arbitrary: action('fetch token', { browser }) },
  { weight: 6, arbitrary: action('use token', { browser }) },
  { weight: 2, arbitrary: action('revoke', { user }) },
  { weight: 2, arbitrary: action('end session', { browser }) },
  { weight: 1, arbitrary: action('end everyone', {}) },
  { weight: 6, arbitrary: action('hear', { back }) },
  { weight: 1, arbitrary: action('lease', { isFresh: fc.boolean() }) },
  { weight: 2, arbitrary: action('wait', { seconds }) },
) as Arbitrary<Action>;

/** A token is on its way while its session ends; the shop may hear of that before it arrives. */
const lateTokens = fc
  .record({
    browser,
    user,
    end: fc.constantFrom('sign out' as const, 'end session' as const, 'end everyone' as const),
    isHeard: fc.boolean(),
  })
  .map(({ browser, user, end, isHeard }): readonly Action[] => [
    { kind: 'sign in', browser, user },
    { kind: 'add', browser, role: 'checkout' },
    { kind: 'fetch token', browser },
    { kind: end, browser, everywhere: false, lost: false },
    ...(isHeard ? [{ kind: 'hear', back: [0] } as const] : []),
    { kind: 'use token', browser },
  ]);

/** A sign-out whose answer is lost, and the next user in the same browser. */
const lostSignOuts = browser.map((browser): readonly Action[] => [
  { kind: 'wait', seconds: 21 * MINUTE },
  { kind: 'look', browser, role: 'checkout', lost: false },
  { kind: 'sign out', browser, everywhere: false, lost: true },
  { kind: 'sign in', browser, user: 1 },
]);

/** Any history; some of it follows a plot, because what is rare is where it breaks. */
export const histories: Arbitrary<readonly Action[]> = fc
  .array(
    fc.oneof(
      { weight: 30, arbitrary: actions.map((one): readonly Action[] => [one]) },
      { weight: 2, arbitrary: lateTokens },
      { weight: 1, arbitrary: lostSignOuts },
    ),
    { minLength: 10, maxLength: 50, size: 'max' },
  )
  .map((parts) => parts.flat());

function action(kind: Action['kind'], fields: Record<string, Arbitrary<unknown>>) {
  return fc.record({ kind: fc.constant(kind), ...fields });
}
