import { lookup } from 'node:dns';
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { Fetch } from '../admin/hook-transport.ts';
import { isLoopback } from '../core/loopback.ts';

/** No answer that we ask for is larger: 200 entries of the audit trail have some 200 KiB. */
const MAX_BYTES = 4 * 1024 * 1024;

/**
 * Makes a `fetch` on Node's own client, because the global one neither takes an authority nor finds
 * `*.localhost`. Follows no redirects, whatever it is told, and keeps no connection.
 *
 * @param ca The only certificate authority to believe (PEM); null: Node's, with `NODE_EXTRA_CA_CERTS`.
 */
export function createNodeFetch(ca: string | null): Fetch {
  return (url, { method = 'GET', headers, body, signal }) =>
    new Promise((resolve, reject) => {
      const request = url.startsWith('https:') ? requestHttps : requestHttp;
      const outgoing = request(url, {
        method,
        headers: Object.fromEntries(new Headers(headers)),
        lookup: lookupLocalhost,
        agent: false,
        ...(signal && { signal }),
        ...(ca !== null && { ca }),
      });
      outgoing.once('error', reject);
      outgoing.once('response', (incoming) => readResponse(incoming).then(resolve, reject));
      outgoing.end(typeof body === 'string' ? body : undefined);
    });
}

async function readResponse(incoming: IncomingMessage): Promise<Response> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of incoming) {
    bytes += chunk.length;
    if (bytes > MAX_BYTES) throw new RangeError(`the answer has more than ${MAX_BYTES} bytes`);
    chunks.push(chunk);
  }
  const { statusCode = 0, headersDistinct } = incoming;
  const pairs = Object.entries(headersDistinct).flatMap(([name, values = []]) =>
    values.map((value): [string, string] => [name, value]),
  );
  const body = bytes > 0 ? Buffer.concat(chunks) : null;
  return new Response(body, { status: statusCode, headers: pairs });
}

/** Browsers take every `*.localhost` for this machine (RFC 6761 §6.3); system resolvers need not. */
const lookupLocalhost: LookupFunction = (hostname, options, callback) => {
  lookup(isLoopback(hostname) ? 'localhost' : hostname, options, callback);
};
