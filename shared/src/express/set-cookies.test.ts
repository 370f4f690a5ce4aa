import { afterEach, describe, expect, it } from '@jest/globals';
import type { RequestHandler } from 'express';
import { ask, serveApp, type TestServer } from '../../../test/slas/served-app.ts';
import { putCookies } from './set-cookies.ts';

const PUBLIC = 'public, s-maxage=600';

let server: TestServer | undefined;
afterEach(() => server?.close());

/** Headers of the answer of a handler behind one that has put a cookie on it. */
async function headersOf(handler: RequestHandler) {
  const putting: RequestHandler = (_req, res, next) => {
    putCookies(res, ['a=1; Path=/', 'b=1; Path=/']);
    putCookies(res, ['a=2; Path=/']);
    next();
  };
  server = await serveApp(putting, handler);
  const { message } = await ask(server, '/');
  return message.headers;
}

describe('an answer with cookies', () => {
  it('has the last one of each name', async () => {
    const headers = await headersOf((_req, res) => void res.send('page'));
    expect(headers['set-cookie']).toEqual(['b=1; Path=/', 'a=2; Path=/']);
    expect(headers['cache-control']).toBe('private, no-store');
  });

  it.each<[string, RequestHandler]>([
    ['sets headers', (_req, res) => void res.set('Cache-Control', PUBLIC).send('page')],
    [
      'flushes them',
      (_req, res) => {
        res.set('Cache-Control', PUBLIC).flushHeaders();
        res.end();
      },
    ],
    ['writes a head', (_req, res) => void res.writeHead(200, { 'cache-control': PUBLIC }).end()],
    [
      'writes a head with a message',
      (_req, res) => void res.writeHead(200, 'OK', { 'Cache-Control': PUBLIC }).end(),
    ],
    [
      'writes a head of a list',
      (_req, res) => void res.writeHead(200, ['Cache-Control', PUBLIC]).end(),
    ],
    [
      'says when it expires',
      (_req, res) => void res.set('Expires', new Date().toUTCString()).end(),
    ],
    [
      'speaks to a CDN alone',
      (_req, res) =>
        void res
          .set({
            'CDN-Cache-Control': 'max-age=600',
            'Cloudflare-CDN-Cache-Control': 'max-age=600',
            'Surrogate-Control': 'max-age=600',
          })
          .end(),
    ],
  ])('is kept by no cache where its handler %s', async (_, handler) => {
    const headers = await headersOf(handler);
    expect(headers['cache-control']).toBe('private, no-store');
    const others = Object.keys(headers).filter((name) => /expires|cdn|surrogate/.test(name));
    expect(others).toEqual([]);
    expect(headers['set-cookie']).toHaveLength(2);
  });

  it('keeps them beside those of a head, and all that the head says', async () => {
    const headers = await headersOf((_req, res) => {
      res.writeHead(200, { 'Set-Cookie': ['c=1', 'd=1'], 'X-Page': 'home' }).end();
    });
    expect(headers['set-cookie']).toEqual(['b=1; Path=/', 'a=2; Path=/', 'c=1', 'd=1']);
    expect(headers['x-page']).toBe('home');
  });

  it('has what a list of headers says', async () => {
    const headers = await headersOf((_req, res) => {
      res.writeHead(200, ['Set-Cookie', 'c=1', 'X-Page', 'home']).end();
    });
    expect(headers['set-cookie']).toEqual(['b=1; Path=/', 'a=2; Path=/', 'c=1']);
    expect(headers['x-page']).toBe('home');
  });

  it('is watched once, however often it gets some', async () => {
    await headersOf((_req, res) => {
      const { writeHead } = res;
      putCookies(res, ['c=1']);
      res.send(String(res.writeHead === writeHead));
    });
    expect((await ask(server as TestServer, '/')).body).toBe('true');
  });

  it('may say `no-store` alone', async () => {
    const headers = await headersOf((_req, res) => void res.set('Cache-Control', 'no-store').end());
    expect(headers['cache-control']).toBe('no-store');
  });
});

describe('an answer without cookies', () => {
  it('is cached as its handler says', async () => {
    server = await serveApp((_req, res) => {
      putCookies(res, []);
      res.set({ 'Cache-Control': PUBLIC, Expires: '0' }).end();
    });
    const { headers } = (await ask(server, '/')).message;
    expect(headers).toMatchObject({ 'cache-control': PUBLIC, expires: '0' });
  });

  it('gets none once it has begun', async () => {
    server = await serveApp((_req, res) => {
      res.flushHeaders();
      putCookies(res, ['a=1']);
      res.end();
    });
    expect((await ask(server, '/')).message.headers['set-cookie']).toBeUndefined();
  });
});
