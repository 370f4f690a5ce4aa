import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createTestIssuer, type TestIssuer } from './event-issuer.ts';

/** A foreign issuer whose key set is served on this machine. */
export interface ServedIssuer extends TestIssuer {
  /** For `EVENT_ISSUERS`. */
  readonly setting: string;
  close(): void;
}

/** Starts one on a free port. */
export async function serveIssuer(): Promise<ServedIssuer> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const issuer = await createTestIssuer(`http://127.0.0.1:${port}`);
  server.on('request', async (_req, res) => {
    const answer = await issuer.fetch(issuer.jwksUrl);
    res.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text());
  });
  return Object.assign(issuer, {
    setting: `${issuer.issuer}=${issuer.jwksUrl}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  });
}
