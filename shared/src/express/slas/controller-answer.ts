import type { IncomingMessage } from 'node:http';
import type { Response } from 'express';
import type { Origin } from '../../core/origin.ts';
import { forbidCaching } from '../private-answer.ts';
import { hopByHopNames } from './hop-by-hop.ts';

/** What the controllers have answered, before any of it goes out. */
export interface ControllerAnswer {
  readonly status: number;
  /** By lower-case name, without `set-cookie`; each with its values. To be changed at will. */
  readonly headers: Record<string, readonly string[]>;
  /** Values of `Set-Cookie`, in their order. To be replaced at will. */
  setCookies: readonly string[];
}

/** Origins on the two sides of a forwarder. */
export interface ForwardedOrigins {
  readonly controllers: Origin;
  /** The storefront's own. */
  readonly own: Origin;
}

/** Reads the head of an answer: without what belongs to the connection, and with redirects to the public origin. */
export function readAnswer(upstream: IncomingMessage, origins: ForwardedOrigins): ControllerAnswer {
  const dropped = hopByHopNames(upstream.headers);
  const headers: Record<string, readonly string[]> = {};
  for (const [name, values] of Object.entries(upstream.headersDistinct)) {
    if (values && name !== 'set-cookie' && !dropped.has(name)) headers[name] = values;
  }
  const location = headers.location?.[0];
  if (location !== undefined) headers.location = [publicLocation(location, origins)];
  return {
    status: upstream.statusCode ?? 502,
    headers,
    setCookies: upstream.headersDistinct['set-cookie'] ?? [],
  };
}

/** An absolute URL on the controllers' own origin becomes one on the public origin; everything else stays. */
function publicLocation(location: string, { controllers, own }: ForwardedOrigins): string {
  const url = URL.parse(
    location.startsWith('//') ? `${controllers.href.split('//', 1)[0]}${location}` : location,
  );
  return url?.origin === controllers.href
    ? `${own.href}${url.pathname}${url.search}${url.hash}`
    : location;
}

/**
 * Writes the head of an answer. Cookies come after those that `res` has already; who gets cookies gets a page of
 * their own, so nobody on the way may keep it.
 */
export function writeHead(res: Response, { status, headers, setCookies }: ControllerAnswer): void {
  res.status(status);
  for (const [name, values] of Object.entries(headers)) {
    res.setHeader(name, values.length === 1 ? (values[0] as string) : values);
  }
  for (const cookie of setCookies) res.append('Set-Cookie', cookie);
  if (res.hasHeader('Set-Cookie')) forbidCaching(res);
}
