import { abortWith, type Scheduler } from '../core/scheduler.ts';
import { PeerError } from './errors.ts';

/** As much of `fetch` as is needed here: that of the platform, of undici, or of a test. */
export type PeerFetch = (url: string, init: PeerFetchInit) => Promise<PeerFetchResponse>;

/** What a call is made with. */
export interface PeerFetchInit {
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body?: string;
  readonly redirect: 'manual';
  readonly signal: AbortSignal;
}

/** What comes back. */
export interface PeerFetchResponse {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  readonly body: AsyncIterable<Uint8Array> | null;
}

/** One call, with its bounds. */
export interface BoundedRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body?: string | undefined;
  /** Until the last byte of the answer. */
  readonly timeoutSeconds: number;
  /** Bytes of the answer's body, decompressed. */
  readonly maxBytes: number;
  readonly signal?: AbortSignal | undefined;
}

/** A whole answer. */
export interface PeerAnswer {
  readonly status: number;
  /** A header by its name in any case; null when there is none. */
  header(name: string): string | null;
  readonly body: string;
}

/**
 * Fetches with bounds on time and size. A redirect is a failure and is never followed: it would take the
 * call, and what it holds, somewhere else.
 *
 * @throws {PeerError} `ERR_PEER_TIMEOUT`, `ERR_PEER_REDIRECTED`, `ERR_PEER_ANSWER_TOO_LARGE`, and for everything
 * else that keeps an answer away, an abort too, `ERR_PEER_UNREACHABLE`.
 */
export async function boundedFetch(
  fetch: PeerFetch,
  scheduler: Scheduler,
  request: BoundedRequest,
): Promise<PeerAnswer> {
  const call = new AbortController();
  const timer = new AbortController();
  const letGo = abortWith(call, request.signal);
  const expire = (): void => {
    if (timer.signal.aborted) return;
    call.abort(new PeerError('ERR_PEER_TIMEOUT', 'the other server took too long'));
  };
  void scheduler.sleep(request.timeoutSeconds * 1000, timer.signal).then(expire);
  try {
    return await Promise.race([answerTo(fetch, request, call.signal), failureOf(call.signal)]);
  } catch (cause) {
    throw cause instanceof PeerError
      ? cause
      : new PeerError('ERR_PEER_UNREACHABLE', 'the other server did not answer', { cause });
  } finally {
    letGo();
    // Also where the answer is not read to its end, the connection is free again.
    call.abort();
    timer.abort();
  }
}

async function answerTo(
  fetch: PeerFetch,
  { url, method, headers, body, maxBytes }: BoundedRequest,
  signal: AbortSignal,
): Promise<PeerAnswer> {
  const init = { method, headers, redirect: 'manual', signal } as const;
  const response = await fetch(url, body === undefined ? init : { ...init, body });
  // Browsers' fetch hides a redirect behind status 0.
  const { status } = response;
  if (status === 0 || (status >= 300 && status < 400)) {
    throw new PeerError('ERR_PEER_REDIRECTED', `the other server answered ${status}`);
  }
  const text = await readText(response.body, maxBytes);
  return { status, header: (name) => response.headers.get(name), body: text };
}

async function readText(body: AsyncIterable<Uint8Array> | null, maxBytes: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body ?? []) {
    length += chunk.length;
    if (length > maxBytes) {
      throw new PeerError('ERR_PEER_ANSWER_TOO_LARGE', `an answer of more than ${maxBytes} bytes`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

/** Ends the wait also for a fetch that does not listen to its signal. */
function failureOf(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const fail = (): void => reject(signal.reason);
    if (signal.aborted) fail();
    signal.addEventListener('abort', fail);
  });
}
