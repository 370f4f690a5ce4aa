import { isForm } from '@domain-bridge/storefront/api';
import { RequestError } from 'domain-bridge/errors';
import { wantsPage } from 'domain-bridge/express';
import type { Request, Response } from 'express';

/** An attempt that was not even looked at. */
export interface HeldBack {
  readonly kind: 'limited' | 'busy';
  readonly retryAfterSeconds: number;
}

/** What somebody is told who comes too often, or while too many are here. */
export function heldBack({ kind, retryAfterSeconds }: HeldBack): RequestError {
  return kind === 'limited'
    ? new RequestError(
        429,
        'too_many_attempts',
        `Too many attempts. Please try again in ${minutesText(retryAfterSeconds)}.`,
        retryAfterSeconds,
      )
    : new RequestError(
        503,
        'busy',
        'We are busy. Please try again in a moment.',
        retryAfterSeconds,
      );
}

/**
 * Answers a refused form with its page again.
 *
 * @param render Makes the page.
 * @throws {RequestError} The refusal itself, for programs.
 */
export async function answerWithPage(
  req: Request,
  res: Response,
  refusal: RequestError,
  render: () => Promise<unknown>,
): Promise<void> {
  if (!isForm(req) || !wantsPage(req)) throw refusal;
  const page = String(await render());
  if (refusal.retryAfterSeconds !== undefined) {
    res.set('Retry-After', String(refusal.retryAfterSeconds));
  }
  res.status(refusal.status).send(page);
}

function minutesText(seconds: number): string {
  const minutes = Math.ceil(seconds / 60);
  return minutes === 1 ? 'a minute' : `${minutes} minutes`;
}
