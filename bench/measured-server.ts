import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a measured process tells its parent: its port once it listens, and its CPU time whenever it is asked. */
export type MeasuredNews = { readonly port: number } | { readonly cpuMicroseconds: number };

/**
 * Serves in a process that `startMeasured` has started, and ends with it.
 *
 * @param makeListener Is told where the server listens, e.g. `http://127.0.0.1:34567`.
 */
export function serveMeasured(makeListener: (origin: string) => RequestListener): void {
  const server = createServer();
  server.listen(0, '127.0.0.1', () => {
    const { port } = server.address() as AddressInfo;
    server.on('request', makeListener(`http://127.0.0.1:${port}`));
    tell({ port });
  });
  process.on('message', () => {
    const { user, system } = process.cpuUsage();
    tell({ cpuMicroseconds: user + system });
  });
  // Not at once: a profile is written on the way out.
  process.once('disconnect', () => process.exit());
}

function tell(news: MeasuredNews): void {
  process.send?.(news);
}
