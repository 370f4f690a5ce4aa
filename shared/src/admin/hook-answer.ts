import { AdminError, type AdminProblem } from './errors.ts';

/** What came back, read to its end. */
export interface HookAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** What a change did. */
export interface Effect {
  /** The new epoch: sessions born below it have ended. Null: there was nothing to change, no session ended. */
  readonly epoch: number | null;
  /** Which other servers knew of it when the wait was over, by name, e.g. `{ shopping: 'acked' }`. */
  readonly peers: Readonly<Record<string, PeerState>>;
}

/** `pending`: it will learn of the change, and serves nobody as signed in beyond its lease until then. */
export type PeerState = 'acked' | 'pending';

/**
 * Reads the answer to a change.
 *
 * @returns Null for 204, which says that the change is done and no more.
 * @throws {AdminError} `ERR_ADMIN_REFUSED`, or `ERR_ADMIN_UNEXPECTED` for what no hook answers.
 */
export function readEffect(answer: HookAnswer): Effect | null {
  if (answer.status === 204) return null;
  const body = readBody(answer);
  const { epoch, peers } = isRecord(body) ? body : {};
  const isEpoch = epoch === null || Number.isSafeInteger(epoch);
  if (!isEpoch || !isPeers(peers)) throw unexpected(answer.status);
  return { epoch: epoch as number | null, peers };
}

/**
 * Reads the JSON of a successful answer.
 *
 * @throws {AdminError} As `readEffect`.
 */
export function readBody(answer: HookAnswer): unknown {
  const body = parseJson(answer.text);
  if (answer.status === 200 && body !== undefined) return body;
  throw toError(answer, body);
}

/** The error for an answer that is of no use. */
export function unexpected(status: number): AdminError {
  return new AdminError('ERR_ADMIN_UNEXPECTED', `an answer that no hook gives, with ${status}`);
}

/** Whether a value is an object with members. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function toError({ status, headers }: HookAnswer, body: unknown): AdminError {
  const problem = readProblem(status, headers, body);
  // A 500 is no refusal: the server does not know itself how far it came.
  const refused = problem && (status < 500 || status === 503);
  if (refused) {
    return new AdminError('ERR_ADMIN_REFUSED', `refused with ${status} ${problem.code}`, {
      problem,
    });
  }
  if (status >= 502 && status <= 504) {
    return new AdminError('ERR_ADMIN_UNREACHABLE', `a proxy answered ${status} in its place`);
  }
  return problem
    ? new AdminError('ERR_ADMIN_UNEXPECTED', `the server failed with ${status}`, { problem })
    : unexpected(status);
}

function readProblem(status: number, headers: Headers, body: unknown): AdminProblem | null {
  const type = headers.get('content-type') ?? '';
  if (status < 400 || !type.startsWith('application/problem+json') || !isRecord(body)) return null;
  const { code, detail } = body;
  if (typeof code !== 'string' || typeof detail !== 'string') return null;
  // In seconds, as our servers say it; the form with a date would need a clock that agrees with theirs.
  const after = /^\d{1,6}$/.exec(headers.get('retry-after') ?? '')?.[0];
  return { status, code, detail, ...(after && { retryAfterSeconds: Number(after) }) };
}

function isPeers(value: unknown): value is Effect['peers'] {
  const isState = (state: unknown) => state === 'acked' || state === 'pending';
  return isRecord(value) && Object.values(value).every(isState);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
