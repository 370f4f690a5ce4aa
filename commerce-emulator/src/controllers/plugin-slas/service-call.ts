import { ServiceError } from './service-error.ts';

/** A remote call. Parameters go into the query, whatever the method: the plugin sends no bodies. */
export interface ServiceCall {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  /** Status that alone is a success; null: any from 200 to 299. */
  readonly expects: 303 | null;
}

/** Makes a call and gives its answer. */
export type CallService = (call: ServiceCall) => Promise<Response>;

/** The time-out of a service profile that names none. */
const TIMEOUT_MILLISECONDS = 5_000;

/** Calls over HTTP. Redirects are not followed: their `Location` is what is wanted. */
export function createServiceCall(fetch: typeof globalThis.fetch): CallService {
  return async ({ method, url, query, headers, expects }) => {
    const search = new URLSearchParams(query).toString();
    const response = await fetch(search === '' ? url : `${url}?${search}`, {
      method,
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS),
    }).catch((cause: unknown) => {
      throw new ServiceError(0, 'SERVICE_UNAVAILABLE', 'no answer', { cause });
    });
    const isSuccess = expects === null ? response.ok : response.status === expects;
    if (!isSuccess) throw await failure(response);
    return response;
  };
}

async function failure(response: Response): Promise<ServiceError> {
  const text = await response.text().catch(() => '');
  return new ServiceError(response.status, response.statusText, messageOf(text));
}

/** SLAS says `message`; an HTML page of a gateway says nothing that helps. */
function messageOf(text: string): string {
  try {
    return String((JSON.parse(text) as { message?: unknown }).message ?? '');
  } catch {
    return '';
  }
}
