import type { Random } from '../core/random.ts';
import type { PeerAnswer } from '../peer/bounded-fetch.ts';
import { MAX_RETRY_AFTER_SECONDS, type PushPace, pushDelaySeconds } from './backoff.ts';
import { failureWord } from './failure-word.ts';
import { isPushErrorCode, type PushErrorCode } from './push-error.ts';

/** What became of a push. */
export type PushOutcome =
  | { readonly kind: 'pushed' }
  /** To be tried again. */
  | { readonly kind: 'failed'; readonly word: string; readonly delaySeconds: number }
  /** Hopeless: pushing goes on behind it, and the polls still bring it. */
  | { readonly kind: 'skipped'; readonly word: string }
  /** The receiver wants no more pushes (410). */
  | { readonly kind: 'gone' };

/** What decides beside the answer. */
export interface PushAttempt {
  /** Failed attempts in a row, this one included, should it fail. */
  readonly failures: number;
  readonly random: Random;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** What to do about each refusal of RFC 8935 §2.4: wait at some pace, or give the one event up. */
const REACTIONS: Readonly<Record<PushErrorCode, PushPace | 'skip'>> = {
  invalid_key: 'key',
  authentication_failed: 'slow',
  access_denied: 'slow',
  invalid_request: 'skip',
  invalid_issuer: 'skip',
  invalid_audience: 'skip',
  invalid_state: 'skip',
};

/** Judges an answer. Only 202 says that the event has arrived: any other success may be of a proxy. */
export function judgeAnswer(answer: PeerAnswer, attempt: PushAttempt): PushOutcome {
  const { status } = answer;
  if (status === 202) return { kind: 'pushed' };
  if (status === 410) return { kind: 'gone' };
  const refusal = refusalIn(answer);
  if (refusal !== null) return judgeRefusal(refusal, attempt);
  const word = `status_${status}`;
  if (status === 401 || status === 403) return failed(word, 'slow', attempt);
  const delaySeconds = Math.max(
    pushDelaySeconds('soon', attempt.failures, attempt.random),
    retryAfter(answer, attempt.now),
  );
  return { kind: 'failed', word, delaySeconds };
}

/** Judges a push that brought no answer. */
export function judgeFailure(error: unknown, attempt: PushAttempt): PushOutcome {
  return failed(failureWord(error), 'soon', attempt);
}

function judgeRefusal(word: PushErrorCode, attempt: PushAttempt): PushOutcome {
  const reaction = REACTIONS[word];
  return reaction === 'skip' ? { kind: 'skipped', word } : failed(word, reaction, attempt);
}

function failed(word: string, pace: PushPace, { failures, random }: PushAttempt): PushOutcome {
  return { kind: 'failed', word, delaySeconds: pushDelaySeconds(pace, failures, random) };
}

function refusalIn({ status, body }: PeerAnswer): PushErrorCode | null {
  if (status !== 400) return null;
  try {
    const { err } = JSON.parse(body) as { readonly err?: unknown };
    return isPushErrorCode(err) ? err : null;
  } catch {
    return null;
  }
}

/** Seconds that the receiver asks for (RFC 9110 §10.2.3), at most an hour; 0 when it asks for none. */
function retryAfter(answer: PeerAnswer, now: number): number {
  const text = answer.header('retry-after') ?? '';
  const seconds = /^\d+$/.test(text) ? Number(text) : (Date.parse(text) - now) / 1000;
  return Number.isNaN(seconds) ? 0 : Math.min(Math.max(seconds, 0), MAX_RETRY_AFTER_SECONDS);
}
