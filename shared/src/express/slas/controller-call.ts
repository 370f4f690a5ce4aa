import type { Agent, ClientRequest, IncomingMessage } from 'node:http';
import type { Request, Response } from 'express';
import { createProxyServer } from 'httpxy';
import type { Origin } from '../../core/origin.ts';
import { originFormOf } from '../../slas/hybrid-path.ts';
import type { ForwardedOrigins } from './controller-answer.ts';
import { hopByHopNames } from './hop-by-hop.ts';

/** What a call is made of, beside the request that it passes on. */
export interface CallParts {
  readonly origins: ForwardedOrigins;
  /** Set in place of what the browser sent. */
  readonly headers: Readonly<Record<string, string>>;
  readonly agent: Agent | undefined;
}

/** A call that is under way. */
export interface ControllerCall {
  /** The answer, of which nothing has been read; null when none comes. Never rejects. */
  readonly answer: Promise<IncomingMessage | null>;
  /** Ends the call. */
  cancel(): void;
}

/** Passes a request on to the controllers. A browser that leaves ends the call. */
export function callControllers(req: Request, res: Response, parts: CallParts): ControllerCall {
  const { origins, agent } = parts;
  const proxy = createProxyServer({ selfHandleResponse: true });
  // Proxy, pipe and middleware all wait for the end of the answer, and go with it: no leak to be warned of.
  res.setMaxListeners(0);
  let call: ClientRequest | undefined;
  let isCancelled = false;
  // Node has told the browser to go on already; passed on, it would have the headers sent before they are set.
  delete req.headers.expect;
  const answer = new Promise<IncomingMessage | null>((resolve) => {
    proxy.once('proxyReq', (made) => {
      call = made;
      if (isCancelled) return void made.destroy();
      setHeaders(made, req, parts);
    });
    proxy.once('proxyRes', resolve);
    proxy.on('error', () => resolve(null));
    proxy.on('econnreset', () => resolve(null));
  });
  const target = targetOf(req, origins.controllers);
  proxy
    .web(req, res, { target, ignorePath: true, changeOrigin: true, ...(agent && { agent }) })
    .catch(() => {});
  return {
    answer: answer.then(takeOver),
    cancel() {
      isCancelled = true;
      call?.destroy();
    },
  };
}

/** From here on a broken answer is for its reader to handle: the proxy would cut the browser's connection. */
function takeOver(answer: IncomingMessage | null): IncomingMessage | null {
  answer?.removeAllListeners('close').removeAllListeners('error');
  return answer?.on('error', () => {}) ?? null;
}

/** The path as it was sent: `URL` would resolve and re-encode it. */
function targetOf(req: Request, { href }: Origin) {
  const { protocol, hostname, host, port } = new URL(href);
  return {
    ...{ protocol, host, port, pathname: originFormOf(req.originalUrl) },
    // Brackets are for URLs; sockets know addresses without.
    hostname: hostname.replace(/^\[|\]$/g, ''),
  };
}

function setHeaders(call: ClientRequest, req: Request, { origins, headers }: CallParts): void {
  for (const name of hopByHopNames(req.headers)) {
    // Node goes by it when it writes the body; without it a DELETE would have a body of no length.
    if (name !== 'transfer-encoding') call.removeHeader(name);
  }
  for (const name of call.getHeaderNames()) {
    if (name === 'forwarded' || name.startsWith('x-forwarded-')) call.removeHeader(name);
  }
  const isChunked = req.headers['transfer-encoding'] !== undefined;
  call.setHeader('connection', isChunked ? 'close' : 'keep-alive');
  const all = { ...forwardedHeaders(req, origins.own), ...headers };
  for (const [name, value] of Object.entries(all)) call.setHeader(name, value);
}

/** What the browser itself says of these is not passed on; `req.ip` goes by `trust proxy`. */
function forwardedHeaders(req: Request, { host, href, secure }: Origin): Record<string, string> {
  return {
    ...(req.ip !== undefined && { 'x-forwarded-for': req.ip }),
    'x-forwarded-host': host,
    'x-forwarded-port': new URL(href).port || (secure ? '443' : '80'),
    'x-forwarded-proto': secure ? 'https' : 'http',
  };
}
