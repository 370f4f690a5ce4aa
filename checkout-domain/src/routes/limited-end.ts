import type { EndLimiter, EndScope } from '../accounts/end-limiter.ts';
import { heldBack } from './attempt-refusal.ts';

/**
 * Ends sessions within the limit of their user.
 *
 * @param end What it answers is passed on. False, or an error, says that nothing has ended: that does not count.
 * @throws {RequestError} `too_many_attempts` 429; nothing has ended then.
 */
export async function endWithin<Result>(
  limiter: EndLimiter,
  { scope, user }: { readonly scope: EndScope; readonly user: string },
  end: () => Promise<Result>,
): Promise<Result> {
  const retryAfterSeconds = await limiter.begin(scope, user);
  if (retryAfterSeconds !== null) throw heldBack({ kind: 'limited', retryAfterSeconds });
  let hasEnded = false;
  try {
    const result = await end();
    hasEnded = result !== false;
    return result;
  } finally {
    if (!hasEnded) await limiter.withdraw(scope, user);
  }
}
