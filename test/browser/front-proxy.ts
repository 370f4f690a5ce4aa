import { EventEmitter, once } from 'node:events';
import {
  createServer as createHttpServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
  type ServerResponse,
} from 'node:http';
import { createServer as createHttpsServer } from 'node:https';

/** A request as it went over the wire. */
export interface SeenRequest {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  /** By lower-case name. */
  readonly headers: IncomingHttpHeaders;
  /** Status of the answer; undefined until there is one. */
  status?: number;
  /** Cookies of the answer, raw. */
  setCookies?: readonly string[];
}

/** The connection breaks (default), or stays open and silent. */
export type Loss = 'cut' | 'silence';

/** A reverse proxy that keeps a record and can lose answers. */
export interface FrontProxy {
  /** Everything that came, in its order. */
  readonly seen: readonly SeenRequest[];
  /**
   * Resolves when the server has answered `count` further requests to paths that begin with `prefix`, with
   * the last of them. Default: one.
   */
  whenAnswered(prefix: string, count?: number): Promise<SeenRequest>;
  /**
   * Passes on no answer to paths that begin with `prefix`: the server has done its work, the browser never
   * learns of it. Call what is returned to end it.
   */
  loseAnswers(prefix: string, how?: Loss): () => void;
  close(): Promise<void>;
}

/** Where a proxy stands. */
export interface FrontProxyOptions {
  /** Port that browsers come to. */
  readonly port: number;
  /** Port of the server behind, plain HTTP. */
  readonly target: number;
  /** With it the proxy speaks TLS. */
  readonly certificate?: { readonly cert: string; readonly key: string };
  /** Set with every answer, beside the server's own cookies. */
  readonly plantedCookie?: string;
}

/** Starts a proxy in front of one domain. */
export async function startFrontProxy(options: FrontProxyOptions): Promise<FrontProxy> {
  const seen: SeenRequest[] = [];
  const losses = new Map<string, Loss>();
  const answers = new EventEmitter<{ answer: [SeenRequest] }>();
  const handle = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    const { method = 'GET', url: path = '/', headers } = incoming;
    const entry: SeenRequest = { method, path, headers };
    seen.push(entry);
    const onward = request({ host: '127.0.0.1', port: options.target, method, path, headers });
    onward.once('error', () => outgoing.destroy());
    onward.once('response', (answer) => {
      entry.status = answer.statusCode ?? 0;
      entry.setCookies = answer.headers['set-cookie'] ?? [];
      answers.emit('answer', entry);
      const loss = [...losses].find(([prefix]) => path.startsWith(prefix))?.[1];
      if (!loss) return passOn(answer, outgoing, options.plantedCookie);
      answer.resume();
      if (loss === 'cut') outgoing.destroy();
    });
    incoming.pipe(onward);
  };
  const { certificate, port } = options;
  const server = certificate ? createHttpsServer(certificate, handle) : createHttpServer(handle);
  server.listen(port);
  await once(server, 'listening');
  return {
    seen,
    whenAnswered: (prefix, count = 1) =>
      new Promise((resolve) => {
        let left = count;
        answers.on('answer', (entry) => {
          if (entry.path.startsWith(prefix) && --left === 0) resolve(entry);
        });
      }),
    loseAnswers(prefix, how = 'cut') {
      losses.set(prefix, how);
      return () => void losses.delete(prefix);
    },
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

function passOn(answer: IncomingMessage, outgoing: ServerResponse, planted?: string): void {
  const cookies = [...(answer.headers['set-cookie'] ?? []), ...(planted ? [planted] : [])];
  outgoing.writeHead(answer.statusCode ?? 502, {
    ...answer.headers,
    ...(cookies.length > 0 && { 'set-cookie': cookies }),
  });
  answer.pipe(outgoing);
}
