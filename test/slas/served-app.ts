import { once } from 'node:events';
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type RequestOptions,
  request,
  type Server,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type ErrorRequestHandler, type RequestHandler } from 'express';

/** A server of a test on a port of its own. */
export interface TestServer {
  readonly origin: string;
  readonly port: number;
  close(): Promise<void>;
}

/** Starts a server on loopback. */
export async function serve(listener: RequestListener, host = '127.0.0.1'): Promise<TestServer> {
  const server: Server = createServer(listener).listen(0, host);
  // Leaves it to clients to let go of idle connections: on a busy machine it would close one under a request.
  server.keepAliveTimeout = 0;
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    origin: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** Starts an app with these handlers; what they reject with is answered as `{ code, message }`. */
export function serveApp(...handlers: readonly RequestHandler[]): Promise<TestServer> {
  const app = express();
  app.disable('x-powered-by');
  app.use(...handlers);
  const answerError: ErrorRequestHandler = (error, _req, res, _next) => {
    res
      .status(error.status ?? 500)
      .json({ code: error.code ?? error.name, message: error.message });
  };
  app.use(answerError);
  return serve(app);
}

/** An answer, read to its end; `isWhole` is false where the connection broke off. */
export interface ReadAnswer {
  readonly status: number;
  readonly message: IncomingMessage;
  readonly body: string;
  readonly isWhole: boolean;
}

/** Sends a request with a path as it stands, and reads the answer. */
export async function ask(
  { port }: Pick<TestServer, 'port'>,
  path: string,
  { body, ...options }: RequestOptions & { readonly body?: string | Buffer } = {},
): Promise<ReadAnswer> {
  const asking = request({ host: '127.0.0.1', port, path, agent: false, ...options });
  asking.end(body);
  const [message] = (await once(asking, 'response')) as [IncomingMessage];
  const chunks: Buffer[] = [];
  let isWhole = true;
  try {
    for await (const chunk of message) chunks.push(chunk);
  } catch {
    isWhole = false;
  }
  const text = Buffer.concat(chunks).toString();
  return { status: message.statusCode ?? 0, message, body: text, isWhole };
}
