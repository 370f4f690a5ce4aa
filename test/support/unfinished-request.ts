import { connect } from 'node:net';
import { text } from 'node:stream/consumers';

/** A request whose body begins and has no end. */
export interface UnfinishedRequest {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Bytes that are sent of the body, whose length is not announced. */
  readonly bytes: number;
}

/** Sends it and then nothing more; resolves with all that is answered when the server ends the connection. */
export function sendWithoutEnd(
  port: number,
  { path, headers, bytes }: UnfinishedRequest,
): Promise<string> {
  const fields = Object.entries({ host: 'a', 'transfer-encoding': 'chunked', ...headers });
  const head = fields.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  const socket = connect(port, '127.0.0.1');
  socket.write(`POST ${path} HTTP/1.1\r\n${head}\r\n`);
  socket.write(`${bytes.toString(16)}\r\n${' '.repeat(bytes)}\r\n`);
  return text(socket);
}
