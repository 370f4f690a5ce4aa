import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ownCertificate } from '@domain-bridge/storefront/server';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { createNodeFetch } from '../../shared/src/cli/node-fetch.ts';

const MEBIBYTE = 1024 * 1024;
let folder = '';
let certificate = { cert: '', key: '' };
const opened: { close(): unknown; closeAllConnections(): void }[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'domain-bridge-fetch-'));
  certificate = await ownCertificate(folder, ['checkout.localhost'], Date.now());
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => {
  for (const server of opened.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** Serves on any port, and answers with it. */
async function serve(listener: RequestListener, secure = false): Promise<number> {
  const server = secure ? createTlsServer(certificate, listener) : createServer(listener);
  opened.push(server);
  await new Promise<void>((resolve) => server.listen(0, resolve));
  return (server.address() as AddressInfo).port;
}

async function codeOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => 'no failure',
    (error) => error.code ?? error.name,
  );
}

describe('the fetch of the command line tool', () => {
  it('finds names below localhost, and believes the authority it is given', async () => {
    const port = await serve((_req, res) => res.end('hello'), true);
    const fetch = createNodeFetch(readFileSync(join(folder, 'certificate.pem'), 'utf8'));
    const response = await fetch(`https://checkout.localhost:${port}/`, {});
    expect([response.status, await response.text()]).toEqual([200, 'hello']);
    const other = fetch(`https://other.localhost:${port}/`, {});
    expect(await codeOf(other)).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
  });

  it('believes nobody who vouches for himself', async () => {
    const port = await serve((_req, res) => res.end(), true);
    const attempt = createNodeFetch(null)(`https://checkout.localhost:${port}/`, {});
    expect(await codeOf(attempt)).toBe('DEPTH_ZERO_SELF_SIGNED_CERT');
  });

  it('sends method, headers and body, and brings back status and headers', async () => {
    const port = await serve(async (req, res) => {
      const chunks = await req.toArray();
      res.writeHead(404, { 'x-method': req.method, 'x-token': req.headers.authorization });
      res.end(Buffer.concat(chunks));
    });
    const response = await createNodeFetch(null)(`http://127.0.0.1:${port}/`, {
      method: 'POST',
      headers: { Authorization: 'Bearer x' },
      body: '{"ä":1}',
    });
    const { status, headers } = response;
    expect([status, headers.get('x-method'), headers.get('x-token')]).toEqual([
      404,
      'POST',
      'Bearer x',
    ]);
    expect(await response.text()).toBe('{"ä":1}');
  });

  it('reads an answer without a body', async () => {
    const port = await serve((_req, res) => res.writeHead(204).end());
    const response = await createNodeFetch(null)(`http://localhost:${port}/`, {});
    expect([response.status, await response.text()]).toEqual([204, '']);
  });

  it('does not follow redirects, even when told to', async () => {
    let asked = 0;
    const port = await serve((_req, res) => {
      asked += 1;
      res.writeHead(302, { location: '/elsewhere' }).end();
    });
    const init = { redirect: 'follow' } as const;
    const response = await createNodeFetch(null)(`http://localhost:${port}/`, init);
    expect([response.status, asked]).toEqual([302, 1]);
  });

  it('stops reading an answer that is larger than any of ours', async () => {
    let cutOff = () => {};
    const closed = new Promise<void>((resolve) => {
      cutOff = resolve;
    });
    const port = await serve((_req, res) => {
      res.once('close', cutOff);
      const more = (): void => {
        if (res.write(Buffer.alloc(MEBIBYTE))) setImmediate(more);
        else res.once('drain', more);
      };
      more();
    });
    const attempt = createNodeFetch(null)(`http://localhost:${port}/`, {});
    await expect(attempt).rejects.toThrow(RangeError);
    await closed;
  });

  it.each([
    ['before the answer', false],
    ['in the middle of it', true],
  ])('gives up %s when the signal says so', async (_, begun) => {
    const abort = new AbortController();
    const port = await serve((_req, res) => {
      if (begun) res.write('the beginning');
      setImmediate(() => abort.abort());
    });
    const { signal } = abort;
    const attempt = createNodeFetch(null)(`http://localhost:${port}/`, { signal });
    expect(await codeOf(attempt)).toBe('ABORT_ERR');
  });

  it('fails when the server cuts the answer off', async () => {
    const port = await serve((_req, res) => {
      res.writeHead(200, { 'content-length': '100' });
      res.write('half', () => res.destroy());
    });
    expect(await codeOf(createNodeFetch(null)(`http://localhost:${port}/`, {}))).toBe('ECONNRESET');
  });
});
