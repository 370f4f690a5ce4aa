import type { Fetch } from 'domain-bridge/admin';

/** What a `fetch` was asked. */
export interface SeenRequest {
  readonly url: string;
  readonly init: RequestInit;
  readonly headers: Headers;
  /** Parsed JSON; null without a body. */
  readonly body: unknown;
}

/** One answer, or what `fetch` fails with. */
export type Answer = Response | Error | ((request: SeenRequest) => Response | Error);

/** A `fetch` for tests, which gives these answers in turn and then the last one again. */
export function answering(...answers: readonly Answer[]): { fetch: Fetch; seen: SeenRequest[] } {
  const seen: SeenRequest[] = [];
  const fetch: Fetch = async (url, init) => {
    const { headers, body } = init;
    const text = typeof body === 'string' ? body : null;
    const request = { url, init, headers: new Headers(headers), body: text && JSON.parse(text) };
    const given = answers[Math.min(seen.length, answers.length - 1)];
    seen.push(request);
    const answer = typeof given === 'function' ? given(request) : given;
    if (answer instanceof Error) throw answer;
    return answer?.clone() ?? new Response(null, { status: 204 });
  };
  return { fetch, seen };
}

/** A problem of RFC 9457. */
export function problem(status: number, code: string, headers: HeadersInit = {}): Response {
  const body = { type: 'about:blank', title: '', status, code, detail: 'In words.' };
  const type = { 'content-type': 'application/problem+json; charset=utf-8' };
  return new Response(JSON.stringify(body), {
    status,
    headers: { ...type, ...Object.fromEntries(new Headers(headers)) },
  });
}

/** A JSON answer. */
export function json(body: unknown, status = 200): Response {
  return Response.json(body, { status });
}

/** An entry of the audit trail as the server writes it. */
export function wireEntry(id: number): Record<string, unknown> {
  return {
    id,
    kind: 'subject',
    at: 1_800_000_000_000 + id,
    actor: 'hook:crm',
    initiating_entity: 'admin',
    reason: 'sessions-revoked',
    note: null,
    txn: 'f00d',
    sub: 'usr_1',
    sid: null,
    old_epoch: 1,
    new_epoch: 2,
    acknowledgements: [{ peer: 'shopping', after_milliseconds: 12 }],
  };
}
