import type { Clock } from '../core/clock.ts';
import type { Random } from '../core/random.ts';
import type { PeerClient } from '../peer/peer-client.ts';
import { PEER_TIMEOUT_SECONDS } from './constants.ts';
import { EVENTS_PATH } from './endpoints.ts';
import { judgeAnswer, judgeFailure, type PushOutcome } from './push-outcome.ts';

/** The way to the receiver. */
export interface PushRoute {
  readonly peer: PeerClient;
  readonly clock: Clock;
  readonly random: Random;
}

/**
 * Pushes one event (RFC 8935 §2.1) and judges the answer.
 *
 * @param failures Failed attempts in a row, this one included, should it fail.
 */
export async function pushEvent(
  jwt: string,
  failures: number,
  { peer, clock, random }: PushRoute,
  signal?: AbortSignal,
): Promise<PushOutcome> {
  const attempt = { failures, random, now: clock() };
  try {
    const answer = await peer.call({
      method: 'POST',
      path: EVENTS_PATH,
      body: jwt,
      contentType: 'application/secevent+jwt',
      timeoutSeconds: PEER_TIMEOUT_SECONDS,
      ...(signal && { signal }),
    });
    return judgeAnswer(answer, attempt);
  } catch (error) {
    return judgeFailure(error, attempt);
  }
}
