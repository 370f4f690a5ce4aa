import type { Server as HttpServer, IncomingMessage, ServerResponse } from 'node:http';
import { Server as HttpsServer } from 'node:https';
import type { Socket } from 'node:net';

/** A server of either scheme. */
export type WebServer = HttpServer | HttpsServer;

/** The connections of a server. */
export interface Connections {
  /** Ends each connection as soon as nothing is under way on it: most of them at once. */
  drain(): void;
}

/**
 * Watches the connections of a server that is not listening yet. Node's own `closeIdleConnections` leaves
 * those open on which no request has come so far, as browsers open them ahead, and it does not come back
 * for those that fall idle later: either would keep a server from stopping.
 */
export function trackConnections(server: WebServer): Connections {
  const requests = new Map<Socket, number>();
  let draining = false;
  const count = (socket: Socket, change: number): void => {
    const left = (requests.get(socket) ?? 0) + change;
    requests.set(socket, left);
    if (draining && left === 0) socket.destroySoon();
  };

  server.on(server instanceof HttpsServer ? 'secureConnection' : 'connection', (socket: Socket) => {
    count(socket, 0);
    socket.once('close', () => requests.delete(socket));
  });
  server.on('request', ({ socket }: IncomingMessage, res: ServerResponse) => {
    if (draining) res.setHeader('Connection', 'close');
    count(socket, 1);
    res.once('close', () => count(socket, -1));
  });
  return {
    drain() {
      draining = true;
      for (const socket of requests.keys()) count(socket, 0);
    },
  };
}
