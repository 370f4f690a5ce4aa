import { once } from 'node:events';
import {
  createServer as createHttpServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, createServer, type LookupFunction, type Socket } from 'node:net';
import { Agent, request } from 'undici';

/** What may become of a request on its way. */
export type Fault =
  | 'pass'
  /** The connection breaks before the request arrives. */
  | 'drop'
  /** The request arrives, its answer does not. */
  | 'swallow'
  /** The request arrives twice; the answer is the second one. */
  | 'twice'
  /** Nothing comes back, and the connection stays open. */
  | 'stall'
  /** Somebody on the way answers instead. */
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>> };

/** A request that came by. */
export interface Passing {
  readonly method: string;
  readonly path: string;
  readonly body: Buffer;
  /** Status that the server behind has answered; null when it was not asked, or gave no answer. */
  readonly status: Promise<number | null>;
}

/** Decides what becomes of a request; what it waits for, the request waits for. */
export type Decide = (passing: Passing) => Fault | Promise<Fault>;

/** Where the requests go. */
export interface ProxyTarget {
  readonly origin: string;
  /** Certificate and key to answer with, and to believe; null for plain HTTP. */
  readonly tls: { readonly cert: string; readonly key: string } | null;
}

/** A way between the two servers on which things happen. */
export interface FaultProxy {
  readonly port: number;
  /** What becomes of requests from now on. Default: `pass`. */
  decide: Decide;
  /** While it is, nothing passes: neither a request, nor the answer to one that has passed before. */
  isCut: boolean;
  /** Every request so far. */
  readonly seen: readonly Passing[];
  /** Begins to forward; before, every connection breaks. */
  connect(target: ProxyTarget): void;
  close(): Promise<void>;
}

/** Starts a proxy on a free port. */
export async function startFaultProxy(): Promise<FaultProxy> {
  const seen: Passing[] = [];
  const sockets = new Set<Socket>();
  let inner: Server | null = null;
  let agent: Agent | null = null;
  const outer = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket)).on('error', () => {});
    if (inner) inner.emit('connection', socket);
    else socket.destroy();
  });
  outer.listen(0, '127.0.0.1');
  await once(outer, 'listening');
  const proxy: FaultProxy = {
    port: (outer.address() as AddressInfo).port,
    decide: () => 'pass',
    isCut: false,
    seen,
    connect({ origin, tls }) {
      const dispatcher = new Agent({
        connect: { lookup: thisMachine, ...(tls && { ca: tls.cert }) },
      });
      agent = dispatcher;
      const take = (req: IncomingMessage, res: ServerResponse): void => {
        void conduct(req, res, { origin, dispatcher, proxy, seen });
      };
      inner = tls ? createHttpsServer(tls, take) : createHttpServer(take);
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => outer.close(resolve));
      await agent?.destroy();
    },
  };
  return proxy;
}

interface Way {
  readonly origin: string;
  readonly dispatcher: Agent;
  readonly proxy: Pick<FaultProxy, 'decide' | 'isCut'>;
  readonly seen: Passing[];
}

async function conduct(req: IncomingMessage, res: ServerResponse, way: Way): Promise<void> {
  const body = await bodyOf(req);
  const { promise: status, resolve } = Promise.withResolvers<number | null>();
  const passing = { method: req.method ?? '', path: req.url ?? '', body, status };
  way.seen.push(passing);
  const fault = way.proxy.isCut ? 'drop' : await way.proxy.decide(passing);
  if (fault === 'stall') return resolve(null);
  if (fault === 'drop') {
    resolve(null);
    return void res.destroy();
  }
  if (typeof fault === 'object') {
    resolve(null);
    return void res.writeHead(fault.status, fault.headers).end();
  }
  try {
    if (fault === 'twice') await forward(req, body, way);
    const answer = await forward(req, body, way);
    resolve(answer.status);
    if (fault === 'swallow' || way.proxy.isCut) return void res.destroy();
    res.writeHead(answer.status, answer.headers).end(answer.body);
  } catch {
    resolve(null);
    res.destroy();
  }
}

async function forward(req: IncomingMessage, body: Buffer, { origin, dispatcher }: Way) {
  const { connection: _, host: __, 'transfer-encoding': ___, ...headers } = req.headers;
  const answer = await request(`${origin}${req.url}`, {
    dispatcher,
    method: req.method as 'GET',
    headers,
    body: body.length > 0 ? body : null,
  });
  const bytes = Buffer.from(await answer.body.arrayBuffer());
  const { connection: ____, 'transfer-encoding': _____, ...rest } = answer.headers;
  return { status: answer.statusCode, headers: rest, body: bytes };
}

async function bodyOf(req: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const thisMachine: LookupFunction = (_hostname, { all }, callback) => {
  if (all) callback(null, [{ address: '127.0.0.1', family: 4 }]);
  else callback(null, '127.0.0.1', 4);
};
