import { type Asking, HttpBrowser } from './http-browser.ts';
import type { Answer } from './http-exchange.ts';
import { checkAnswer } from './openapi-check.ts';
import type { RunningStore } from './running-store.ts';

/** Token of the hooks of a running store, with every scope. */
export const HOOK_TOKEN = 'a-hook-token-for-tests-0123456789';

/** An entry of `GET /hooks/v1/audit`. */
export interface AuditView {
  readonly id: number;
  readonly kind: 'subject' | 'session' | 'everyone' | 'refused';
  readonly at: number;
  readonly actor: string;
  readonly initiating_entity: string;
  readonly reason: string;
  readonly note: string | null;
  readonly txn: string;
  readonly sub: string | null;
  readonly old_epoch: number | null;
  readonly new_epoch: number | null;
  readonly acknowledgements: readonly {
    readonly peer: string;
    readonly after_milliseconds: number;
  }[];
}

/** Calls the hooks of a running store; every answer is held against docs/hooks.openapi.json. */
export interface HookCaller {
  call(path: string, asking?: Asking): Promise<Answer>;
  /** Posts JSON. */
  post(path: string, json: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  /** Ends the sessions of a user and waits for the shop so many seconds. */
  revoke(email: string, waitSeconds?: number): Promise<RevokeAnswer>;
  audit(query?: string): Promise<readonly AuditView[]>;
  close(): Promise<void>;
}

/** Body of a change that was waited for. */
export interface RevokeAnswer {
  readonly epoch: number | null;
  readonly peers: Readonly<Record<string, 'acked' | 'pending'>>;
}

/** A subject identifier of a user by e-mail address (RFC 9493). */
export function byEmail(email: string) {
  return { format: 'email', email } as const;
}

/** Makes the caller. */
export function openHooks(store: RunningStore, token: string | null = HOOK_TOKEN): HookCaller {
  const browser = new HttpBrowser(store, 'program');
  const authorization = token === null ? null : `Bearer ${token}`;
  const call: HookCaller['call'] = async (path, asking = {}) => {
    const url = `${store.origins.checkout}/hooks/v1${path}`;
    const answer = await browser.ask(url, {
      ...asking,
      headers: { authorization, ...asking.headers },
    });
    const method =
      asking.method ?? (asking.json === undefined && asking.body === undefined ? 'GET' : 'POST');
    checkAnswer(method, new URL(url).pathname, answer.status, answer.headers, answer.body);
    return answer;
  };
  const post: HookCaller['post'] = (path, json, headers = {}) => call(path, { json, headers });
  return {
    call,
    post,
    async revoke(email, waitSeconds = 10) {
      const headers = { prefer: `wait=${waitSeconds}` };
      const { body } = await post('/revoke', { sub_id: byEmail(email) }, headers);
      return JSON.parse(body);
    },
    async audit(query = '') {
      return JSON.parse((await call(`/audit${query}`)).body).entries;
    },
    close: () => browser.close(),
  };
}
