import type { StreamStatus } from './delivery-store.ts';
import type { DeliveryWatch } from './outage.ts';
import { acknowledge, answerByAck } from './poll-by-ack.ts';
import { answerByCursor } from './poll-by-cursor.ts';
import { parsePollRequest } from './poll-request.ts';
import type { PollAnswer, PollSource } from './poll-source.ts';
import { isPushErrorCode } from './push-error.ts';

/** How a poll is answered. */
export type PollOutcome =
  | { readonly kind: 'answered'; readonly answer: PollAnswer }
  | { readonly kind: 'malformed' }
  /** An empty answer would say that there is nothing to tell, and would keep ended sessions alive. */
  | { readonly kind: 'not_enabled'; readonly status: StreamStatus };

/** Answers a poll. `signal`: nobody waits for the answer any more. */
export type AnswerPoll = (body: unknown, signal?: AbortSignal) => Promise<PollOutcome>;

/** Refused events are remembered, so that each is told once; beyond this many, again. */
const MAX_REFUSED = 1_000;

/** Makes the transmitter's end of the polls (RFC 8936). */
export function createPollAnswerer(source: PollSource): AnswerPoll {
  const { stream, deliveries, watch } = source;
  const refused = new Set<string>();
  const statusNow = async (): Promise<StreamStatus> => (await deliveries.read(stream)).status;

  return async function answerPoll(body, signal) {
    const request = parsePollRequest(body);
    if (!request) return { kind: 'malformed' };
    const before = await statusNow();
    if (before !== 'enabled') return { kind: 'not_enabled', status: before };
    noteRefused(request.setErrs, refused, watch);
    await acknowledge(request.ack, source);
    const { cursor } = request;
    const answer =
      cursor === undefined
        ? await answerByAck(request, refused, source, signal)
        : await answerByCursor({ ...request, cursor }, source, signal);
    // Once more: what was committed while the poll was held may have come after a pause.
    const status = await statusNow();
    return status === 'enabled' ? { kind: 'answered', answer } : { kind: 'not_enabled', status };
  };
}

/** An event of ours that is refused over there is our fault or a forgery: either way somebody has to look. */
function noteRefused(
  setErrs: ReadonlyMap<string, string>,
  refused: Set<string>,
  { onAlarm }: DeliveryWatch,
): void {
  if (refused.size > MAX_REFUSED) refused.clear();
  for (const [jti, code] of setErrs) {
    if (!refused.has(jti)) onAlarm?.(isPushErrorCode(code) ? code : 'refused', jti);
    refused.add(jti);
  }
}
