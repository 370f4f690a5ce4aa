import { encodeBase64url } from '../core/base64url.ts';
import { MINUTE } from '../core/duration.ts';
import type { Scheduler } from '../core/scheduler.ts';
import { failureWord } from './failure-word.ts';
import type { DeliveryWatch } from './outage.ts';
import { type PushRoute, pushEvent } from './push-event.ts';

/** What verification events are made of. */
export interface StreamVerificationOptions extends PushRoute {
  readonly stream: string;
  readonly sign: (verification: { jti: string; state: string | null }) => Promise<string>;
  readonly scheduler: Scheduler;
  readonly watch: DeliveryWatch;
  /** Least time between two (`min_verification_interval`). Default: 60. */
  readonly minIntervalSeconds?: number;
}

/** What becomes of a request. */
export type VerificationOutcome =
  /** The event is on its way; `sent` resolves, and never rejects, when it has arrived or failed. */
  | { readonly kind: 'accepted'; readonly sent: Promise<void> }
  | { readonly kind: 'malformed' }
  | { readonly kind: 'unknown_stream' }
  | { readonly kind: 'too_soon'; readonly retryAfterSeconds: number };

/** Takes the body of a request for a verification event. */
export type VerifyStream = (body: unknown) => VerificationOutcome;

/** Characters of a state. */
const MAX_STATE_CHARACTERS = 256;
const JTI_BYTES = 16;

/**
 * Makes the transmitter's end of SSF verification (SSF 1.0 §8.1.4): the event is pushed at once, past whatever
 * waits in the feed, and tried once. It says whether the way is open, and nothing about sessions.
 */
export function createStreamVerification(options: StreamVerificationOptions): VerifyStream {
  const { stream, scheduler, minIntervalSeconds = MINUTE } = options;
  let acceptedAt = Number.NEGATIVE_INFINITY;

  return function verifyStream(body) {
    const request = parseRequest(body);
    if (!request) return { kind: 'malformed' };
    if (request.stream !== stream) return { kind: 'unknown_stream' };
    const now = scheduler.now();
    const waitSeconds = minIntervalSeconds - (now - acceptedAt) / 1000;
    if (waitSeconds > 0) return { kind: 'too_soon', retryAfterSeconds: Math.ceil(waitSeconds) };
    acceptedAt = now;
    return { kind: 'accepted', sent: sendVerification(request.state, options) };
  };
}

async function sendVerification(
  state: string | null,
  options: StreamVerificationOptions,
): Promise<void> {
  const { sign, random, watch } = options;
  try {
    const jti = `verification.${encodeBase64url(random(JTI_BYTES))}`;
    const outcome = await pushEvent(await sign({ jti, state }), 1, options);
    if (outcome.kind === 'pushed') return;
    watch.onFailure?.(outcome.kind === 'gone' ? 'gone' : outcome.word);
  } catch (error) {
    watch.onFailure?.(failureWord(error));
  }
}

function parseRequest(body: unknown): { stream: string; state: string | null } | null {
  if (typeof body !== 'object' || body === null) return null;
  const { stream_id: stream, state = null } = body as Record<string, unknown>;
  const isState =
    state === null || (typeof state === 'string' && state.length <= MAX_STATE_CHARACTERS);
  return typeof stream === 'string' && isState ? { stream, state } : null;
}
