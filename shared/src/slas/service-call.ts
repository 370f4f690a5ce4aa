import { nowSeconds, systemClock } from '../core/clock.ts';
import { SECOND } from '../core/duration.ts';
import { type BoundedAnswer, boundedFetch } from '../peer/bounded-fetch.ts';
import { SlasError, type SlasErrorCode } from './errors.ts';
import { parseRetryAfter } from './retry-after.ts';
import { type Fields, malformedAnswer, parseFields } from './service-answer.ts';
import type { ServiceOptions } from './service-options.ts';

/** plugin_slas gives up after as long. */
export const SERVICE_TIMEOUT_SECONDS: number = 5 * SECOND;
/** Bytes of an answer that are read; a token response has about 5,000. */
export const MAX_SERVICE_ANSWER_BYTES: number = 256 * 1024;

/** One call of a service. */
export interface ServiceCall {
  /** For messages, e.g. `SLAS token`. */
  readonly name: string;
  readonly url: string;
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body?: string | undefined;
  /** Statuses that bring what the call is made for. */
  readonly success: readonly number[];
  /** What a 4xx means here; null: no more than that the call is refused. */
  readonly codeOf?: (status: number, fields: Fields) => SlasErrorCode | null;
}

/**
 * Makes a call.
 *
 * @throws {SlasError} Where the answer has none of the statuses in `success`, or none comes.
 */
export type ServiceCaller = (call: ServiceCall) => Promise<BoundedAnswer>;

/**
 * Makes what calls services: bounded in time and size, never following a redirect.
 *
 * @throws {RangeError} On a timeout that is not above 0.
 */
export function createServiceCaller(options: ServiceOptions): ServiceCaller {
  const { fetch, scheduler, clock = systemClock } = options;
  const { timeoutSeconds = SERVICE_TIMEOUT_SECONDS } = options;
  if (!(timeoutSeconds > 0)) throw new RangeError('"timeoutSeconds" expected seconds above 0');

  return async function callService(call) {
    const { url, method, headers, body } = call;
    const answer = await boundedFetch(fetch, scheduler, {
      url,
      method,
      headers,
      body,
      timeoutSeconds,
      maxBytes: MAX_SERVICE_ANSWER_BYTES,
      redirects: 'report',
    }).catch((cause: unknown) => {
      throw new SlasError('ERR_SLAS_UNAVAILABLE', `${call.name} brought no answer`, { cause });
    });
    if (call.success.includes(answer.status)) return answer;
    throw failureOf(call, answer, nowSeconds(clock));
  };
}

/** What an answer means that is not the one the call was made for. */
function failureOf(call: ServiceCall, answer: BoundedAnswer, now: number): SlasError {
  const { name, codeOf } = call;
  const { status, body } = answer;
  const fields = body.trim() === '' ? {} : parseFields(body);
  const said = `${name} answered ${status}${wordOf(fields)}`;
  if (status === 429) {
    const retryAfterSeconds = parseRetryAfter(answer.header('retry-after'), now);
    const wait = retryAfterSeconds === undefined ? {} : { retryAfterSeconds };
    return new SlasError('ERR_SLAS_RATE_LIMITED', said, { status, ...wait });
  }
  // A page of HTML is that of somebody in between, whatever its status says.
  if (status >= 500 || !fields) return new SlasError('ERR_SLAS_UNAVAILABLE', said, { status });
  if (status < 400) return malformedAnswer(name, `status ${call.success.join(' or ')} expected`);
  const code = codeOf?.(status, fields) ?? (status === 409 ? 'ERR_SLAS_CONFLICT' : null);
  return new SlasError(code ?? 'ERR_SLAS_REFUSED', said, { status });
}

/** Words alone: nothing that could be a token, an id or an address goes into a message. */
const WORDS = /^[a-z]{2,40}(?:[ _-][a-z]{2,40}){0,7}$/i;

function wordOf(fields: Fields | null): string {
  const fault = fields?.fault as Fields | null | undefined;
  const type = typeof fields?.type === 'string' ? fields.type.split('/').at(-1) : undefined;
  const words = [fields?.message, fault?.type, type, fields?.error].find(
    (word): word is string => typeof word === 'string' && WORDS.test(word),
  );
  return words === undefined ? '' : `: ${words}`;
}
