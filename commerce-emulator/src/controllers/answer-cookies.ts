import { stringifySetCookie } from 'cookie';
import type { Response } from 'express';

/** How a cookie is kept. All of them have `Path=/`, no domain and no `SameSite`, as the platform and its cartridges write them. */
export interface CookieLife {
  /** Seconds; left out: as long as the browser runs. */
  readonly maxAgeSeconds?: number;
  /** Default: false. */
  readonly httpOnly?: boolean;
}

/** The cookies of one answer. The last word on a name counts, so a browser never gets two of it. */
export interface AnswerCookies {
  set(name: string, value: string, life?: CookieLife): void;
  /** Takes a `Set-Cookie` value as the platform wrote it. */
  add(setCookie: string): void;
  /** Removes a cookie from the browser: empty, and over at once. */
  remove(name: string): void;
}

/** Writes cookies onto an answer whose headers have not left yet. */
export function answerCookies(res: Response, secure: boolean): AnswerCookies {
  const written = new Map<string, string>();
  const write = (name: string, setCookie: string): void => {
    written.set(name, setCookie);
    res.setHeader('Set-Cookie', [...written.values()]);
  };
  const set = (name: string, value: string, life: CookieLife = {}): void => {
    const { maxAgeSeconds, httpOnly = false } = life;
    const maxAge = maxAgeSeconds === undefined ? {} : { maxAge: maxAgeSeconds };
    const cookie = { name, value, path: '/', secure, httpOnly, ...maxAge };
    // The platform writes `dwsid` with its two `=` as they are, and nothing here needs encoding.
    write(name, stringifySetCookie(cookie, { encode: String }));
  };
  return {
    set,
    add: (setCookie) => write(setCookie.slice(0, setCookie.indexOf('=')), setCookie),
    remove: (name) => set(name, '', { maxAgeSeconds: 0 }),
  };
}
