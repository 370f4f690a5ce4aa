import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Express } from 'express';
import type { Certificate } from './certificate.ts';
import { trackConnections, type WebServer } from './connections.ts';

/** A server that listens. */
export interface RunningServer {
  /** The port, also where 0 asked for any. */
  readonly port: number;
  /** Takes no new connections, finishes what is under way and resolves; cuts off what is left after the patience. */
  close(): Promise<void>;
}

const PATIENCE_MILLISECONDS = 10_000;

/**
 * Starts listening.
 *
 * @throws {Error} Of the system, e.g. `EADDRINUSE` for a port that is taken.
 */
export async function listen(
  app: Express,
  port: number,
  certificate: Certificate | null,
): Promise<RunningServer> {
  const server = certificate ? createHttpsServer({ ...certificate }, app) : createHttpServer(app);
  const connections = trackConnections(server);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, () => resolve());
  });
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = closeServer(server);
      connections.drain();
      await closed;
    },
  };
}

function closeServer(server: WebServer): Promise<void> {
  return new Promise((resolve) => {
    const cutOff = setTimeout(() => server.closeAllConnections(), PATIENCE_MILLISECONDS);
    server.close(() => {
      clearTimeout(cutOff);
      resolve();
    });
  });
}
