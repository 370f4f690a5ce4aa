import { parseCookie } from 'cookie';
import type { Request, Response } from 'express';
import type { Platform } from '../platform/platform.ts';
import { sessionCookies } from '../platform/platform-cookies.ts';
import type { Session } from '../platform/sessions.ts';
import { type AnswerCookies, answerCookies } from './answer-cookies.ts';

/** The cookies that a request brought, decoded. */
export type RequestCookies = Readonly<Record<string, string | undefined>>;

/** One controller request, once its session is open. */
export interface Visit {
  readonly session: Session;
  /** Whether the platform calls `onSession` for it. */
  readonly isStart: boolean;
  readonly method: string;
  /** Without its query. */
  readonly path: string;
  /** The query as it came, with its `?`; empty where there is none. */
  readonly search: string;
  readonly requestCookies: RequestCookies;
  readonly cookies: AnswerCookies;
  /** Address of the shopper; null: unknown. */
  readonly clientIp: string | null;
  /** Where this server can be called, for cartridges that call its APIs. */
  readonly selfOrigin: string;
}

/** The cookies of a request. */
export function requestCookies(req: Request): RequestCookies {
  return parseCookie(req.headers.cookie ?? '');
}

/** Opens the session of a request, and gives the browser its id wherever a session starts. */
export function openVisit(platform: Platform, req: Request, res: Response): Visit {
  const { sessions, siteId, switches } = platform;
  const received = requestCookies(req);
  const { session, isStart, isNew } = sessions.enter(received.dwsid ?? null, siteId);
  const cookies = answerCookies(res, switches.secureCookies);
  if (isStart || isNew) {
    for (const cookie of sessionCookies(platform, session)) cookies.add(cookie);
  }
  return {
    session,
    isStart,
    method: req.method,
    path: req.baseUrl + req.path,
    search: searchOf(req.originalUrl),
    requestCookies: received,
    cookies,
    clientIp: req.ip ?? null,
    selfOrigin: selfOriginOf(req),
  };
}

function searchOf(url: string): string {
  const mark = url.indexOf('?');
  return mark === -1 ? '' : url.slice(mark);
}

/** The socket knows where it was reached, whatever proxies made of `Host`. */
function selfOriginOf({ socket }: Request): string {
  const address = socket.localAddress?.replace(/^::ffff:/, '') ?? '127.0.0.1';
  return `http://${address.includes(':') ? `[${address}]` : address}:${socket.localPort}`;
}
