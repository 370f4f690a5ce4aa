import type { Clock } from '../core/clock.ts';
import { parseOrigin } from '../core/origin.ts';
import type { Random } from '../core/random.ts';
import type { Scheduler } from '../core/scheduler.ts';
import type { Sealer } from '../crypto/sealer.ts';
import { boundedFetch, type PeerAnswer, type PeerFetch } from './bounded-fetch.ts';
import { MAX_PEER_ANSWER_BYTES } from './constants.ts';
import { sealPeerCredential } from './peer-credential.ts';

/** One call of the other server. */
export interface PeerRequest {
  readonly method: 'GET' | 'POST';
  /** Path with query, e.g. `/ssf/status?stream_id=shopping`. */
  readonly path: string;
  readonly body?: string;
  /** Goes with `body`. */
  readonly contentType?: string;
  /** Further headers, e.g. `Content-Language`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** How long the whole answer may take. */
  readonly timeoutSeconds: number;
  /** Bytes of the answer. Default: the client's. */
  readonly maxAnswerBytes?: number;
  readonly signal?: AbortSignal;
}

/** Calls the other server, and proves on each call who is calling. */
export interface PeerClient {
  /** @throws {PeerError} When no answer comes; an answer of any status but a redirect is returned. */
  call(request: PeerRequest): Promise<PeerAnswer>;
}

/** What a client is made of. */
export interface PeerClientOptions {
  /** Where the other server is reached, e.g. `https://checkout.internal:8443`; it need not be its public origin. */
  readonly baseUrl: string;
  /** Seals for the other server: `createPeerSealer` with it as the receiver. */
  readonly sealer: Sealer;
  readonly fetch: PeerFetch;
  readonly scheduler: Scheduler;
  readonly clock: Clock;
  readonly random: Random;
  /** Bytes of an answer. Default: 4 MiB. */
  readonly maxAnswerBytes?: number;
}

/**
 * Makes the client.
 *
 * @throws {TypeError} On a base URL that is no origin: a path there would not be the one that is sealed.
 */
export function createPeerClient(options: PeerClientOptions): PeerClient {
  const { fetch, scheduler } = options;
  const { href } = parseOrigin(options.baseUrl);
  return {
    call({ method, path, body, contentType, headers, timeoutSeconds, signal, maxAnswerBytes }) {
      const authorization = sealPeerCredential({ method, path, body: body ?? '' }, options);
      return boundedFetch(fetch, scheduler, {
        url: `${href}${path}`,
        method,
        headers: {
          accept: 'application/json',
          ...(contentType && { 'content-type': contentType }),
          ...headers,
          authorization,
        },
        body,
        timeoutSeconds,
        maxBytes: maxAnswerBytes ?? options.maxAnswerBytes ?? MAX_PEER_ANSWER_BYTES,
        signal,
      });
    },
  };
}
