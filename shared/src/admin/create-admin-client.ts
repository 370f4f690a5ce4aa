import type { AuditEntry } from '../invalidation/audit.ts';
import type { AdminClient, UserChange } from './admin-client.ts';
import { type AuditFilter, auditPath, readAuditPage } from './audit-page.ts';
import { type CallOptions, checkCallOptions, checkToken } from './call-options.ts';
import { parseCheckoutAddress } from './checkout-address.ts';
import { AdminError } from './errors.ts';
import { type HookAnswer, readEffect, unexpected } from './hook-answer.ts';
import { createHookTransport, type Fetch, type HookCall } from './hook-transport.ts';
import { withRetries } from './retry.ts';

/** What a client is made of. */
export interface AdminClientOptions {
  /** Origin of the checkout domain, e.g. `https://checkout.example`. Plain http only to this machine. */
  readonly checkoutUrl: string;
  /** A hook credential: what stands behind the last colon of an entry in `HOOK_TOKENS`. */
  readonly token: string;
  /** Default: the global one. */
  readonly fetch?: Fetch;
  /** For the answer to one attempt, on top of `waitSeconds`. Default: 10. */
  readonly timeoutSeconds?: number;
  /** Resolves after so many seconds; between attempts. Default: by a timer. */
  readonly sleep?: (seconds: number) => Promise<void>;
  /** A signal that aborts after so many seconds. Default: `AbortSignal.timeout`. */
  readonly deadline?: (seconds: number) => AbortSignal;
  /** Makes an `Idempotency-Key`. Default: a random UUID. */
  readonly makeKey?: () => string;
}

const DEFAULT_TIMEOUT_SECONDS = 10;
const LARGEST_PAGE = 200;

/**
 * Makes a client of the hooks. Works wherever there is a `fetch`; imports neither Express nor an engine.
 *
 * Calls that fail in passing are repeated, at most three times: no connection, no answer in time, 429 and 503
 * (`Retry-After` up to 30 seconds is kept to). That is safe because every change goes out with an
 * `Idempotency-Key`.
 *
 * @throws {TypeError} On an address that is no origin, or plain http to another machine; on an unusable token.
 * @example
 * const admin = createAdminClient({ checkoutUrl: 'https://checkout.example', token });
 * await admin.revoke({ subId: { format: 'email', email }, reason: 'lost phone' });
 */
export function createAdminClient(options: AdminClientOptions): AdminClient {
  const { sleep = sleepByTimer, makeKey = () => crypto.randomUUID() } = options;
  const transport = openTransport(options);

  const ask = <T>(call: HookCall, read: (answer: HookAnswer) => T): Promise<T> =>
    withRetries(async () => read(await transport.send(call)), sleep);

  const change = async (path: string, body: HookCall['body'] & {}, options: CallOptions = {}) => {
    checkCallOptions(options);
    const { idempotencyKey = makeKey() } = options;
    const call = { method: 'POST', path: `/hooks/v1/${path}`, body } as const;
    try {
      return await ask({ ...call, ...options, idempotencyKey }, readEffect);
    } catch (error) {
      throw withKey(error, idempotencyKey);
    }
  };
  const audit = (filter: AuditFilter = {}) =>
    ask({ method: 'GET', path: auditPath(filter) }, readAuditPage);

  return {
    revoke: (of, options) => change('revoke', bodyOf(of), options),
    setRole: (of, options) => change('users/role', { ...bodyOf(of), role: of.role }, options),
    setPassword: (of, options) =>
      change('users/password', { ...bodyOf(of), password: of.password }, options),
    setDisabled: (of, options) =>
      change('users/disabled', { ...bodyOf(of), disabled: of.disabled }, options),
    revokeEveryone: ({ reason, actor }, options) =>
      change('revoke-everyone', { reason, actor }, options),
    audit,
    auditAll: (filter = {}) => readOn(audit, filter),
  };
}

/** Members without a value do not go out. */
function bodyOf({ subId, reason, actor }: UserChange) {
  return { sub_id: subId, reason, actor };
}

function openTransport(options: AdminClientOptions) {
  const {
    token,
    timeoutSeconds = DEFAULT_TIMEOUT_SECONDS,
    fetch = (url, init) => globalThis.fetch(url, init),
    deadline = (seconds) => AbortSignal.timeout(seconds * 1000),
  } = options;
  const { href: origin } = parseCheckoutAddress(options.checkoutUrl);
  checkToken(token);
  return createHookTransport({ origin, token, fetch, timeoutSeconds, deadline });
}

/** Until a page is empty: a server may give less than asked for, and entries come while we read. */
async function* readOn(
  audit: AdminClient['audit'],
  filter: AuditFilter,
): AsyncGenerator<AuditEntry, void, undefined> {
  let after = filter.after ?? 0;
  for (;;) {
    const page = await audit({ limit: LARGEST_PAGE, ...filter, after });
    const last = page.at(-1);
    if (!last) return;
    // Otherwise we would ask for the same page for ever.
    if (last.id <= after) throw unexpected(200);
    yield* page;
    after = last.id;
  }
}

function withKey(error: unknown, idempotencyKey: string): unknown {
  if (!(error instanceof AdminError)) return error;
  const { code, message, cause, problem } = error;
  return new AdminError(code, message, { cause, problem: problem ?? undefined, idempotencyKey });
}

function sleepByTimer(seconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, seconds * 1000));
}
