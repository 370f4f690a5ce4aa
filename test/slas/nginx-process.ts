import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '../support/known-shopper.ts';

/** Where distributions put it, in the order in which they are tried. */
const PLACES = ['/usr/sbin/nginx', '/usr/local/sbin/nginx', '/usr/bin/nginx'];

/** Said where no nginx is found. */
export const NO_NGINX = `no nginx: install it, or set NGINX; looked at ${PLACES.join(', ')}`;

/** Path of the nginx of this machine: the variable `NGINX`, otherwise the first of its usual places; or null. */
export function findNginx(environment: NodeJS.ProcessEnv = process.env): string | null {
  return environment.NGINX ?? PLACES.find((path) => existsSync(path)) ?? null;
}

/** A running nginx with a folder of its own. */
export interface NginxProcess {
  /** Everything it has written so far. */
  output(): string;
  /** Ends it and removes its folder. */
  close(): Promise<void>;
}

/** Starts nginx with what stands in its `http` block, and waits until it takes connections on `port`. */
export async function startNginx(
  program: string,
  http: string,
  port: number,
): Promise<NginxProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'domain-bridge-nginx-'));
  const file = join(folder, 'nginx.conf');
  writeFileSync(file, configuration(folder, http));
  const nginx = spawn(program, ['-p', folder, '-c', file, '-e', 'stderr']);
  let output = '';
  nginx.stderr.on('data', (chunk) => {
    output += chunk;
  });
  const listens = () => canConnect(port);
  await until(async () => nginx.exitCode !== null || (await listens()));
  if (nginx.exitCode !== null) throw new Error(`nginx has not started:\n${output}`);
  return { output: () => output, close: () => end(nginx, folder) };
}

async function end(nginx: ChildProcess, folder: string): Promise<void> {
  if (nginx.exitCode === null) {
    nginx.kill();
    await once(nginx, 'exit');
  }
  rmSync(folder, { recursive: true, force: true });
}

/** One process, which ends with its parent's signal; all it writes goes to its folder. */
function configuration(folder: string, http: string): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  return `daemon off;
master_process off;
pid ${folder}/nginx.pid;
error_log stderr warn;
events {}
http {
  access_log off;
${temporary.map((name) => `  ${name}_temp_path ${folder}/${name};`).join('\n')}
${http}
}
`;
}

function canConnect(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

/** A request as it reached an upstream: its first line and its headers, by lower-case name. */
export interface ReachedRequest {
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** An upstream that reads no more into a request than its lines, so that none is too odd for it. */
export interface Upstream {
  readonly origin: string;
  readonly reached: ReachedRequest[];
  /** Header lines of every answer from now on. */
  answerWith(...headers: readonly string[]): void;
  close(): Promise<void>;
}

/** Starts an upstream that says its name in `X-Side`, and answers 200 or what a `?status=` asks for. */
export async function startUpstream(name: string): Promise<Upstream> {
  const reached: ReachedRequest[] = [];
  let extra: readonly string[] = [];
  const server = createServer((socket) => {
    let text = '';
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      if (!text.includes('\r\n\r\n')) return;
      reached.push(parseRequest(text));
      const lines = [
        `HTTP/1.1 ${statusFor(text)} OK`,
        `X-Side: ${name}`,
        'Content-Length: 0',
        'Connection: close',
      ];
      socket.end(`${[...lines, ...extra].join('\r\n')}\r\n\r\n`);
    });
  });
  const port = await listen(server);
  return {
    origin: `http://127.0.0.1:${port}`,
    reached,
    answerWith(...headers) {
      extra = headers;
    },
    async close() {
      server.close();
      await once(server, 'close');
    },
  };
}

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

function statusFor(text: string): string {
  return /\?status=(\d+)/.exec(text)?.[1] ?? '200';
}

function parseRequest(text: string): ReachedRequest {
  const [first = '', ...lines] = (text.split('\r\n\r\n', 1)[0] ?? '').split('\r\n');
  const headers = lines.map((line) => {
    const at = line.indexOf(':');
    return [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()] as const;
  });
  return { target: first.split(' ')[1] ?? '', headers: Object.fromEntries(headers) };
}

/** An answer, line by line. */
export interface RawAnswer {
  readonly status: number;
  readonly lines: readonly string[];
  /** Values of a header, in their order. */
  values(name: string): readonly string[];
}

/** Sends a request target as it stands; what a browser's or Node's own parser would put right stays as it is. */
export async function askRaw(
  port: number,
  target: string,
  headers: readonly string[] = ['Host: shop.example'],
): Promise<RawAnswer> {
  const socket = connect(port, '127.0.0.1');
  const lines = [`GET ${target} HTTP/1.1`, ...headers, 'Connection: close'];
  socket.write(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
  return parseAnswer(await readAll(socket));
}

async function readAll(socket: Socket): Promise<string> {
  let text = '';
  for await (const chunk of socket) text += (chunk as Buffer).toString('latin1');
  return text;
}

function parseAnswer(text: string): RawAnswer {
  const [first = '', ...lines] = (text.split('\r\n\r\n', 1)[0] ?? '').split('\r\n');
  return {
    status: Number(first.split(' ')[1]),
    lines,
    values: (name) =>
      lines
        .filter((line) => line.toLowerCase().startsWith(`${name.toLowerCase()}:`))
        .map((line) => line.slice(name.length + 1).trim()),
  };
}
