import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { Origin } from 'domain-bridge/handoff';
import type { RequestHandler } from 'express';
import helmet from 'helmet';

const YEAR_SECONDS = 31_536_000;

/**
 * The headers of every answer (ASVS 5 §3.4).
 *
 * @param own Our origin: an http one must not promise https.
 * @param peer The other domain: forms may lead there by redirect, which Chromium checks against `form-action`.
 */
export function securityHeaders(own: Origin, peer: Origin): RequestHandler {
  const headers = headersOf(helmetFor(own, peer));
  return function setSecurityHeaders(_req, res, next) {
    for (const [name, value] of headers) res.setHeader(name, value);
    next();
  };
}

type Helmet = ReturnType<typeof helmet>;

function helmetFor(own: Origin, peer: Origin): Helmet {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        baseUri: ["'none'"],
        objectSrc: ["'none'"],
        frameAncestors: ["'none'"],
        formAction: ["'self'", peer.href],
      },
    },
    // `no-referrer` would make browsers send `Origin: null` with our own forms.
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: own.secure
      ? { maxAge: YEAR_SECONDS, includeSubDomains: false }
      : false,
    crossOriginOpenerPolicy: own.secure && { policy: 'same-origin' },
    originAgentCluster: own.secure,
    xFrameOptions: { action: 'deny' },
  });
}

/** Of requests these headers know nothing, so helmet is asked for them once, by an answer that nobody waits for. */
function headersOf(ask: Helmet): readonly (readonly [name: string, value: string])[] {
  const req = new IncomingMessage(new Socket());
  const res = new ServerResponse(req);
  ask(req, res, (error) => {
    if (error) throw error;
  });
  return res.getHeaderNames().map((name) => [name, String(res.getHeader(name))]);
}
