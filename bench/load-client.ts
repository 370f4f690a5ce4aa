import { connect, type Socket } from 'node:net';

/** One answer, as far as the client of a bench looks at it. */
export interface LoadAnswer {
  /** Status line and headers. */
  readonly head: string;
  readonly body: string;
}

/** Connections that a run goes over; each has one request under way at a time. */
export const CONNECTIONS = 16;
const HEAD_END = '\r\n\r\n';
const LENGTH = /\r\nContent-Length: (\d+)\r\n/i;

/**
 * Sends requests over connections that are kept open, as fast as the answers come. Costs a fraction of what an HTTP
 * client costs, so that the server is what is measured.
 *
 * @param requests As they go over the wire.
 * @param look Is given every answer, and throws when it is not the right one.
 * @returns Seconds from the first request to the last answer.
 */
export async function sendAll(
  port: number,
  requests: readonly string[],
  look: (answer: LoadAnswer, index: number) => void,
): Promise<number> {
  const sockets = await Promise.all(Array.from({ length: CONNECTIONS }, () => open(port)));
  let sent = 0;
  const start = performance.now();
  try {
    await Promise.all(
      sockets.map((socket) => exchange(socket, () => (sent < requests.length ? sent++ : -1))),
    );
  } finally {
    for (const socket of sockets) socket.destroy();
  }
  return (performance.now() - start) / 1_000;

  function exchange(socket: Socket, take: () => number): Promise<void> {
    return new Promise((resolve, reject) => {
      let index = -1;
      let received = '';
      const next = (): void => {
        index = take();
        if (index < 0) resolve();
        else socket.write(requests[index] ?? '', 'latin1');
      };
      socket.on('data', (bytes: string) => {
        received += bytes;
        try {
          const answer = readAnswer(received);
          if (!answer) return;
          received = '';
          look(answer, index);
          next();
        } catch (error) {
          reject(error);
        }
      });
      socket.once('error', reject);
      socket.once('close', () => reject(new Error('the server closed a connection')));
      next();
    });
  }
}

/** Null while something of it is still to come. */
function readAnswer(received: string): LoadAnswer | null {
  const headEnd = received.indexOf(HEAD_END);
  if (headEnd < 0) return null;
  const head = received.slice(0, headEnd + 2);
  const length = LENGTH.exec(head);
  if (!length) throw new Error(`an answer without a length: ${head.slice(0, head.indexOf('\r'))}`);
  const body = received.slice(headEnd + HEAD_END.length);
  return body.length < Number(length[1]) ? null : { head, body };
}

function open(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    socket.setEncoding('latin1');
    socket.once('error', reject);
    socket.once('connect', () => resolve(socket.off('error', reject)));
  });
}
