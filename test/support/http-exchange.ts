import { request } from 'node:http';

/** One request as it goes over the wire. */
export interface WireRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

/** One answer. */
export interface Answer {
  /** The URL that was asked. */
  readonly url: string;
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Raw `Set-Cookie` values. */
  readonly setCookies: readonly string[];
  /** Absolute target of a redirect, or null. */
  readonly location: string | null;
  readonly body: string;
}

/**
 * Sends a request for any origin to a port of this machine. TLS is taken for granted, as it is behind a
 * proxy: what counts for the bridge is the origin it was told.
 *
 * Sent again where a connection that was kept open turns out to be closed: on a busy machine the server's idle time
 * may be over just before, and then it has seen nothing of the request.
 */
export function send(url: string, port: number, wire: WireRequest): Promise<Answer> {
  const { method, headers, body } = wire;
  const { host, pathname, search } = new URL(url);
  const length = body === null ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  return new Promise((resolve, reject) => {
    const outgoing = request({
      host: '127.0.0.1',
      port,
      method,
      path: `${pathname}${search}`,
      headers: { host, ...length, ...headers },
    });
    let isAnswered = false;
    outgoing.once('error', (error: NodeJS.ErrnoException) => {
      const isStale = outgoing.reusedSocket && error.code === 'ECONNRESET' && !isAnswered;
      if (isStale) resolve(send(url, port, wire));
      else reject(error);
    });
    outgoing.once('response', (incoming) => {
      isAnswered = true;
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.once('error', reject);
      incoming.once('end', () => {
        const { location } = incoming.headers;
        resolve({
          url,
          status: incoming.statusCode ?? 0,
          headers: incoming.headers,
          setCookies: incoming.headers['set-cookie'] ?? [],
          location: location === undefined ? null : new URL(location, url).href,
          body: Buffer.concat(chunks).toString(),
        });
      });
    });
    outgoing.end(body);
  });
}
