import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Somebody else's web server, under any name that leads to this machine. */
export interface ForeignServer {
  readonly port: number;
  /** What it answers with from now on. */
  answer: { readonly html: string; readonly setCookies?: readonly string[] };
  close(): void;
}

/** Starts one on a free port; plain HTTP. */
export async function startForeignServer(): Promise<ForeignServer> {
  const self = { answer: { html: '' } } as Pick<ForeignServer, 'answer'>;
  const server = createServer((_req, res) => {
    const { html, setCookies = [] } = self.answer;
    res.writeHead(200, { 'content-type': 'text/html', 'set-cookie': [...setCookies] });
    res.end(`<!doctype html><title>foreign</title>${html}`);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return Object.assign(self, {
    port,
    close() {
      server.close();
      server.closeAllConnections();
    },
  });
}
