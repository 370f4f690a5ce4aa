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
  readonly headers: {
    get(name: string): string | null;
    /** `Set-Cookie` by lines: joined by commas, as `get` has them, they cannot be told apart. */
    getSetCookie?(): readonly string[];
  };
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
  /**
   * What a redirect is: `refuse` makes it a failure, `report` an answer like any other. It is followed in neither
   * case. Default: `refuse`.
   */
  readonly redirects?: 'refuse' | 'report';
  readonly signal?: AbortSignal | undefined;
}

/** A whole answer. */
export interface PeerAnswer {
  readonly status: number;
  /** A header by its name in any case; null when there is none. */
  header(name: string): string | null;
  readonly body: string;
}

/** A whole answer, with the cookies that it sets. */
export interface BoundedAnswer extends PeerAnswer {
  /** Every `Set-Cookie`; none where the fetch does not tell them apart. */
  readonly setCookies: readonly string[];
}

/**
 * Fetches with bounds on time and size. A redirect is never followed, and a failure unless it is asked for: it
 * would take the call, and what it holds, somewhere else.
 *
 * @throws {PeerError} `ERR_PEER_TIMEOUT`, `ERR_PEER_REDIRECTED`, `ERR_PEER_ANSWER_TOO_LARGE`, and for everything
 * else that keeps an answer away, an abort too, `ERR_PEER_UNREACHABLE`.
 */
export async function boundedFetch(
  fetch: PeerFetch,
  scheduler: Scheduler,
  request: BoundedRequest,
): Promise<BoundedAnswer> {
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
  { url, method, headers, body, maxBytes, redirects = 'refuse' }: BoundedRequest,
  signal: AbortSignal,
): Promise<BoundedAnswer> {
  const init = { method, headers, redirect: 'manual', signal } as const;
  const response = await fetch(url, body === undefined ? init : { ...init, body });
  // Browsers' fetch hides a redirect behind status 0.
  const { status } = response;
  const isRedirect = status >= 300 && status < 400;
  if (status === 0 || (isRedirect && redirects === 'refuse')) {
    throw new PeerError('ERR_PEER_REDIRECTED', `the other server answered ${status}`);
  }
  const text = await readText(response.body, maxBytes);
  return {
    status,
    header: (name) => response.headers.get(name),
    setCookies: response.headers.getSetCookie?.() ?? [],
    body: text,
  };
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
