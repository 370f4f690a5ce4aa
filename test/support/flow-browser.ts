import { CookieJar } from 'domain-bridge/flows';

/** A browser reduced to its cookies for one domain: what the flows see of it. */
export class FlowBrowser {
  readonly #cookies = new Map<string, string>();
  readonly #secure: boolean;

  /** @param secure Whether the domain's origin is https. */
  constructor(secure: boolean) {
    this.#secure = secure;
  }

  /** Runs one request: gives it the cookies and keeps those that it sets. */
  async visit<Result>(run: (jar: CookieJar) => Result | Promise<Result>): Promise<Result> {
    const jar = new CookieJar(this.header(), this.#secure);
    try {
      return await run(jar);
    } finally {
      for (const line of jar.toHeaders()) this.#keep(line.split(';')[0] ?? '');
    }
  }

  /** Its `Cookie` header. */
  header(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** Puts a cookie into it as if a server had. */
  put(name: string, value: string): void {
    this.#cookies.set(name, value);
  }

  /** Value of one cookie, or undefined. */
  get(name: string): string | undefined {
    return this.#cookies.get(name);
  }

  #keep(pair: string): void {
    const at = pair.indexOf('=');
    const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
    if (value === '') this.#cookies.delete(name);
    else this.#cookies.set(name, value);
  }
}
