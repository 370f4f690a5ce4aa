import { type Answer, send } from '../../../test/support/http-exchange.ts';

const MAX_REDIRECTS = 10;
/** What a browser says that navigates within one site. */
const OWN_SITE = { 'sec-fetch-site': 'same-origin' };
const PAGE = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8', ...OWN_SITE };

/** A browser with one site open: keeps its cookies, sends forms as pages do, and follows no redirect. */
export class TestVisitor {
  readonly cookies = new Map<string, string>();
  readonly #origin: string;
  readonly #port: number;
  readonly #userAgent: string | undefined;

  constructor(origin: string, port: number, userAgent?: string) {
    this.#origin = origin;
    this.#port = port;
    this.#userAgent = userAgent;
  }

  /** Opens a page. */
  page(path: string): Promise<Answer> {
    return this.#ask('GET', path, PAGE, null);
  }

  /** Opens a page and follows redirects on this site. */
  async visit(path: string): Promise<Answer> {
    let answer = await this.page(path);
    for (let hop = 0; answer.location?.startsWith(`${this.#origin}/`); hop++) {
      if (hop === MAX_REDIRECTS) throw new Error('the browser gave up: too many redirects');
      answer = await this.page(whereTo(answer));
    }
    return answer;
  }

  /** Submits a form of a page; by default of one of this site. */
  form(
    path: string,
    fields: Readonly<Record<string, string>> = {},
    origin: string = this.#origin,
  ): Promise<Answer> {
    const type = { 'content-type': 'application/x-www-form-urlencoded', origin };
    const body = new URLSearchParams(fields).toString();
    return this.#ask('POST', path, { ...PAGE, ...type }, body);
  }

  /** Calls the API as a script does. */
  json(method: string, path: string, body?: unknown): Promise<Answer> {
    const type = { accept: 'application/json', 'content-type': 'application/json', ...OWN_SITE };
    return this.#ask(method, path, type, body === undefined ? null : JSON.stringify(body));
  }

  /** Who this browser is to the server. */
  async state(): Promise<string> {
    const { body } = await this.json('GET', '/api/state');
    return JSON.parse(body).session.state;
  }

  async #ask(method: string, path: string, headers: Record<string, string>, body: string | null) {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await send(`${this.#origin}${path}`, this.#port, {
      method,
      headers: {
        ...headers,
        ...(cookie !== '' && { cookie }),
        ...(this.#userAgent !== undefined && { 'user-agent': this.#userAgent }),
      },
      body,
    });
    for (const header of answer.setCookies) this.#keep(header);
    return answer;
  }

  #keep(header: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(header) ?? [];
    if (/max-age=0|expires=thu, 01 jan 1970/i.test(header)) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}

/** Path and query that an answer redirects to. */
export function whereTo({ location }: Answer): string {
  const url = new URL(location ?? '');
  return `${url.pathname}${url.search}`;
}

/** What the notice at the top of a page says; empty when it says nothing. */
export function noticeOn({ body }: Answer): string {
  const region =
    /class="notices"[^>]*><div class="notice [^>]*>.*?class="notice-text"><p>(.*?)<\/p>/s.exec(
      body,
    )?.[1] ?? '';
  return region
    .replace(/<[^>]*>/g, '')
    .replaceAll('&#39;', "'")
    .trim();
}
