import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createTestIssuer, type TestIssuer } from '../support/event-issuer.ts';

/** An identity provider on this machine, whose key set the checkout server reads by itself. */
export interface EventIssuerServer extends Pick<TestIssuer, 'issuer' | 'jwksUrl' | 'sign'> {
  close(): Promise<void>;
}

/** Starts one on a free port. */
export async function startEventIssuer(): Promise<EventIssuerServer> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const issuer = await createTestIssuer(`http://127.0.0.1:${port}`);
  server.on('request', async (_req, res) => {
    const keys = await issuer.fetch(issuer.jwksUrl);
    res.setHeader('Content-Type', 'application/jwk-set+json').end(await keys.text());
  });
  return {
    ...issuer,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
