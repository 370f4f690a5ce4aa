import type { PeerFetch } from '../../shared/src/peer/bounded-fetch.ts';
import type { CommerceSettings } from '../../shared/src/slas/slas-options.ts';

/** The instance that the clients of SLAS are tested with. */
export const COMMERCE: CommerceSettings = {
  apiOrigin: 'https://api.test',
  instanceOrigin: 'https://shop.test',
  organizationId: 'f_ecom_zzrf_001',
  siteId: 'RefArch',
};

/** A call as it was made. */
export interface WireCall {
  /** Method, URL. */
  readonly line: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** A service that gives these answers in turn, and none after them. */
export function fakeService(...answers: readonly (Response | Error)[]): {
  readonly fetch: PeerFetch;
  readonly calls: WireCall[];
} {
  const calls: WireCall[] = [];
  const fetch: PeerFetch = async (url, { method, headers, body }) => {
    const answer = answers[calls.length];
    calls.push({ line: `${method} ${url}`, headers, body });
    if (answer instanceof Error || !answer) throw answer ?? new Error('no answer');
    return answer;
  };
  return { fetch, calls };
}

/** A redirect; nobody follows it. */
export function redirectTo(location: string, status = 303): Response {
  return new Response(null, { status, headers: { location } });
}

/** An answer that sets cookies. */
export function settingCookies(
  body: string | null,
  status: number,
  ...cookies: string[]
): Response {
  const headers = new Headers(cookies.map((cookie) => ['set-cookie', cookie]));
  return new Response(body, { status, headers });
}
