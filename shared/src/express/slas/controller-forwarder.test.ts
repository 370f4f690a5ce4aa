import { once } from 'node:events';
import { Agent, type IncomingMessage, type RequestListener, request } from 'node:http';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import express, { type RequestHandler, type Response } from 'express';
import { until } from '../../../../test/support/known-shopper.ts';
import { createTestScheduler } from '../../../../test/support/test-scheduler.ts';
import {
  type ControllerForwarderOptions,
  createControllerForwarder,
  type Forwarded,
  type ForwardOptions,
} from './controller-forwarder.ts';
import { ask, serve, serveApp, type TestServer } from '../../../../test/slas/served-app.ts';

const PUBLIC = 'https://www.shop.example:8443';
const servers: TestServer[] = [];
const agents: Agent[] = [];
afterEach(async () => {
  for (const agent of agents.splice(0)) agent.destroy();
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

type Setup = Partial<ControllerForwarderOptions> &
  ForwardOptions & {
    before?: RequestHandler[];
    /** Waited for before what did not go out is answered. */
    settled?: () => Promise<void>;
  };

/** Controllers that answer so, a forwarder in front of them, and how each request went. */
async function start(listener: RequestListener, setup: Setup = {}) {
  const { before = [], settled, headers, onAnswer, ...options } = setup;
  const controllers = await serve(listener);
  const agent = new Agent({ keepAlive: true });
  agents.push(agent);
  const outcomes: (Forwarded | 'failed')[] = [];
  const forwarder = createControllerForwarder({
    origin: controllers.origin,
    publicOrigin: PUBLIC,
    agent,
    ...options,
  });
  const handle: RequestHandler = async (req, res, next) => {
    const forwarding = forwarder.forward(req, res, {
      ...(headers && { headers }),
      ...(onAnswer && { onAnswer }),
    });
    const outcome = await forwarding.catch(async (error: unknown) => {
      await settled?.();
      next(error);
    });
    outcomes.push(outcome ?? 'failed');
    if (outcome === 'dropped') await settled?.();
    if (outcome === 'dropped') res.status(307).set('Location', '/again').end();
  };
  const front = await serveApp(...before, handle);
  servers.push(front, controllers);
  return { front, controllers, outcomes, agent };
}

async function readBody(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

/** Answers with what came in. */
const echo: RequestListener = async (req, res) => {
  const { method, url, headers, rawHeaders } = req;
  const body = await readBody(req);
  res.setHeader('Content-Type', 'application/json');
  res.end(JSON.stringify({ method, url, headers, rawHeaders, body }));
};

async function echoed(front: TestServer, path: string, options: Parameters<typeof ask>[2] = {}) {
  const { body } = await ask(front, path, options);
  return JSON.parse(body);
}

describe('a forwarded request', () => {
  it('keeps method, path and body as they were sent', async () => {
    const { front, outcomes } = await start(echo);
    const path = '/on//demandware.store/../x%2F%c3%a9/./Cart-Show?a=%2f&b=c%20d';
    expect(await echoed(front, path, { method: 'POST', body: 'a=1&b=2' })).toMatchObject({
      method: 'POST',
      url: path,
      body: 'a=1&b=2',
    });
    expect(outcomes).toEqual(['sent']);
  });

  it('keeps the path when the forwarder is mounted under a part of it', async () => {
    const { front } = await start(echo, {
      before: [
        (req, _res, next) => {
          req.url = '/rest';
          next();
        },
      ],
    });
    expect((await echoed(front, '/mounted/rest?x')).url).toBe('/mounted/rest?x');
  });

  it.each(['http://www.shop.example/cart?x', 'http://www.shop.example?x'])(
    'takes the path out of %s',
    async (target) => {
      const { front } = await start(echo);
      const expected = target.endsWith('/cart?x') ? '/cart?x' : '/?x';
      expect((await echoed(front, target)).url).toBe(expected);
    },
  );

  it('streams a body of unknown length, whatever the method', async () => {
    const { front } = await start(echo);
    for (const method of ['POST', 'DELETE']) {
      const asking = request({ port: front.port, method, agent: false, path: '/x' });
      asking.setHeader('Transfer-Encoding', 'chunked');
      asking.write('one,');
      asking.end('two');
      const [answer] = (await once(asking, 'response')) as [IncomingMessage];
      expect(JSON.parse(await readBody(answer))).toMatchObject({ method, body: 'one,two' });
    }
  });

  it('names the controllers as its host, and says where the browser thinks it is', async () => {
    const { front, controllers } = await start(echo);
    const { headers } = await echoed(front, '/', { headers: { host: 'www.shop.example:8443' } });
    expect(headers).toMatchObject({
      host: `127.0.0.1:${controllers.port}`,
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-host': 'www.shop.example:8443',
      'x-forwarded-port': '8443',
      'x-forwarded-proto': 'https',
    });
  });

  it.each([
    ['https://www.shop.example', '443', 'https'],
    ['http://www.shop.example', '80', 'http'],
  ])('knows the port of %s', async (publicOrigin, port, proto) => {
    const { front } = await start(echo, { publicOrigin });
    const { headers } = await echoed(front, '/');
    expect(headers).toMatchObject({ 'x-forwarded-port': port, 'x-forwarded-proto': proto });
  });

  it('does not believe what a browser says of itself', async () => {
    const { front } = await start(echo);
    const { headers } = await echoed(front, '/', {
      headers: {
        forwarded: 'for=6.6.6.6',
        'x-forwarded-for': '6.6.6.6',
        'x-forwarded-host': 'evil.example',
        'x-forwarded-port': '1',
        'x-forwarded-proto': 'gopher',
        'x-forwarded-prefix': '/evil',
        'x-forwarded-server': 'evil.example',
      },
    });
    expect(JSON.stringify(headers)).not.toMatch(/6\.6\.6\.6|evil|gopher/);
  });

  it('loses what belongs to the connection, and what `Connection` names', async () => {
    const { front } = await start(echo);
    const { headers, body } = await echoed(front, '/', {
      method: 'POST',
      body: 'x=1',
      headers: {
        connection: 'close, X-Secret, Content-Length',
        'x-secret': 'a',
        'content-length': '3',
        'keep-alive': 'timeout=5',
        'proxy-authorization': 'Basic eA==',
        'proxy-connection': 'keep-alive',
        te: 'trailers',
        cookie: 'dwsid=1',
      },
    });
    const lost = ['x-secret', 'keep-alive', 'proxy-authorization', 'proxy-connection', 'te'];
    for (const name of lost) expect(headers).not.toHaveProperty(name);
    expect([headers.connection, headers.cookie, body]).toEqual(['keep-alive', 'dwsid=1', 'x=1']);
  });

  it('is no upgrade, whatever it asks for', async () => {
    const { front } = await start(echo);
    const { headers } = await echoed(front, '/', {
      headers: { connection: 'Upgrade', upgrade: 'websocket' },
    });
    expect(headers).not.toHaveProperty('upgrade');
    expect(headers.connection).toBe('keep-alive');
  });

  it('has its body end where it says, whatever `Connection` names and whatever the method', async () => {
    const { front } = await start(echo);
    const headers = { connection: 'close, Content-Length', 'content-length': '3' };
    const seen = await echoed(front, '/', { method: 'DELETE', body: 'x=1', headers });
    expect([seen.body, seen.headers['content-length']]).toEqual(['x=1', '3']);
  });

  it('needs no second permission to send its body', async () => {
    const { front } = await start(echo);
    const { headers, body } = await echoed(front, '/', {
      method: 'POST',
      body: 'x=1',
      headers: { expect: '100-continue', 'content-length': '3', te: 'trailers' },
    });
    expect(headers).not.toHaveProperty('expect');
    expect([headers.te, headers['x-forwarded-for'], body]).toEqual([undefined, '127.0.0.1', 'x=1']);
  });

  it('carries headers of the caller’s, in place of the browser’s', async () => {
    const { front } = await start(echo, { headers: { cookie: 'dwsid=new', 'x-site': 'RefArch' } });
    const { headers } = await echoed(front, '/', { headers: { cookie: 'dwsid=old' } });
    expect(headers).toMatchObject({ cookie: 'dwsid=new', 'x-site': 'RefArch' });
  });

  it('reaches controllers on IPv6', async () => {
    const controllers = await serve(echo, '::1');
    servers.push(controllers);
    const { front } = await start(echo, { origin: controllers.origin });
    expect((await echoed(front, '/')).headers.host).toBe(`[::1]:${controllers.port}`);
  });

  it('is not made of a body that somebody has read', async () => {
    const { front } = await start(echo, { before: [express.urlencoded({ extended: false })] });
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const { status, body } = await ask(front, '/', { method: 'POST', body: 'a=1', headers });
    expect([status, JSON.parse(body).code]).toEqual([500, 'TypeError']);
  });

  it('may have been read to its end where there was no body', async () => {
    const read: RequestHandler = async (req, _res, next) => {
      await readBody(req);
      next();
    };
    const { front } = await start(echo, { before: [read] });
    expect((await echoed(front, '/cart')).url).toBe('/cart');
  });
});

describe('an answer', () => {
  it('comes with status, headers and body', async () => {
    const { front } = await start((_req, res) => {
      res.writeHead(404, { 'Content-Type': 'text/html', 'X-Dw-Request-Base-Id': 'abc' });
      res.end('no such page');
    });
    const { status, message, body } = await ask(front, '/');
    expect([status, body]).toEqual([404, 'no such page']);
    expect(message.headers).toMatchObject({
      'content-type': 'text/html',
      'x-dw-request-base-id': 'abc',
    });
  });

  it('keeps every value of a header, cookies above all, after those that are there', async () => {
    const { front } = await start(
      (_req, res) => {
        res.setHeader('Set-Cookie', [
          'dwsid=1; Path=/',
          'dwanonymous_x=2; Expires=Wed, 01 Jan 2040',
        ]);
        res.setHeader('Link', ['</a>; rel=preload', '</b>; rel=preload']);
        res.end();
      },
      {
        before: [
          (_req, res, next) => {
            res.append('Set-Cookie', 'own=0');
            next();
          },
        ],
      },
    );
    const { message } = await ask(front, '/');
    expect(message.headers['set-cookie']).toEqual([
      'own=0',
      'dwsid=1; Path=/',
      'dwanonymous_x=2; Expires=Wed, 01 Jan 2040',
    ]);
    expect(message.headersDistinct.link).toEqual(['</a>; rel=preload', '</b>; rel=preload']);
  });

  it('that sets cookies is not to be kept for anybody else', async () => {
    const { front } = await start((req, res) => {
      res.setHeader('Cache-Control', 'public, max-age=60');
      res.setHeader('Expires', 'Wed, 01 Jan 2040 00:00:00 GMT');
      if (req.url === '/cookie') res.setHeader('Set-Cookie', 'dwsid=1');
      res.end();
    });
    const [own, common] = [await ask(front, '/cookie'), await ask(front, '/image')];
    expect(own.message.headers['cache-control']).toBe('private, no-store');
    expect(own.message.headers).not.toHaveProperty('expires');
    expect(common.message.headers['cache-control']).toBe('public, max-age=60');
    expect(common.message.headers).toHaveProperty('expires');
  });

  it('loses what belongs to the connection, and what `Connection` names', async () => {
    const { front } = await start((_req, res) => {
      res.writeHead(200, {
        Connection: 'close, X-Hop',
        'X-Hop': 'a',
        'Keep-Alive': 'timeout=99',
        'Proxy-Authenticate': 'Basic',
        Upgrade: 'h2c',
        Trailer: 'X-Late',
        'X-Kept': 'b',
      });
      res.end('x');
    });
    const agent = new Agent({ keepAlive: true });
    agents.push(agent);
    const { message } = await ask(front, '/', { agent });
    for (const name of ['x-hop', 'proxy-authenticate', 'upgrade', 'trailer']) {
      expect(message.headers).not.toHaveProperty(name);
    }
    expect(message.headers['keep-alive']).not.toBe('timeout=99');
    expect(message.headers).toMatchObject({ 'x-kept': 'b', connection: 'keep-alive' });
  });

  it.each([204, 304])('has no body under %d', async (status) => {
    const { front, outcomes } = await start((_req, res) => {
      res.writeHead(status, { ETag: '"1"' });
      res.end();
    });
    const answer = await ask(front, '/');
    expect([answer.status, answer.body, answer.message.headers.etag]).toEqual([status, '', '"1"']);
    expect(outcomes).toEqual(['sent']);
  });

  it('to HEAD says how long the page would be', async () => {
    const { front } = await start((_req, res) => {
      res.writeHead(200, { 'Content-Length': '1234' });
      res.end();
    });
    const { message, body } = await ask(front, '/', { method: 'HEAD' });
    expect([message.headers['content-length'], body]).toEqual(['1234', '']);
  });

  it('is streamed: its beginning does not wait for its end', async () => {
    let finish = (): void => {};
    const { front } = await start((_req, res) => {
      res.write('begin ');
      finish = () => res.end('end');
    });
    const asking = request({ port: front.port, path: '/', agent: false }).end();
    const [answer] = (await once(asking, 'response')) as [IncomingMessage];
    const [first] = await once(answer, 'data');
    finish();
    expect(`${first}${await readBody(answer)}`).toBe('begin end');
  });

  it('passes compressed pages on as they are', async () => {
    const { front } = await start((_req, res) => {
      res.writeHead(200, { 'Content-Encoding': 'br', Vary: 'Accept-Encoding' });
      res.end(Buffer.from([1, 2, 3]));
    });
    const { message, body } = await ask(front, '/');
    expect(message.headers['content-encoding']).toBe('br');
    expect(body).toBe('\u0001\u0002\u0003');
  });

  it('is not followed when it redirects', async () => {
    let count = 0;
    const { front } = await start((_req, res) => {
      count += 1;
      res.writeHead(302, { Location: '/elsewhere' });
      res.end();
    });
    const { status, message } = await ask(front, '/');
    expect([status, message.headers.location, count]).toEqual([302, '/elsewhere', 1]);
  });

  it.each([
    ['OWN/cart?a=b#c', `${PUBLIC}/cart?a=b#c`],
    ['OWN', `${PUBLIC}/`],
    ['//HOST/cart', `${PUBLIC}/cart`],
    ['//other.example/cart', '//other.example/cart'],
    ['https://HOST/cart', 'https://HOST/cart'],
    ['OWN.evil.example/', 'OWN.evil.example/'],
    ['https://pay.example/?back=OWN/', 'https://pay.example/?back=OWN/'],
    ['/cart', '/cart'],
    ['cart', 'cart'],
    ['?x', '?x'],
  ])('redirects from %s to %s', async (location, expected) => {
    const { front, controllers } = await start((req, res) => {
      const host = req.headers.host ?? '';
      res.writeHead(201, {
        Location: location.replace('OWN', `http://${host}`).replace('HOST', host),
      });
      res.end();
    });
    const { message } = await ask(front, '/');
    const { host } = new URL(controllers.origin);
    expect(message.headers.location).toBe(
      expected.replace('OWN', `http://${host}`).replace('HOST', host),
    );
  });
});

describe('looking at an answer', () => {
  it('comes before a byte goes out, and can change headers and cookies', async () => {
    let seen: unknown;
    const { front } = await start(
      (_req, res) => {
        res.writeHead(200, { 'Set-Cookie': ['dwsid=1', 'b=2'], 'X-Old': 'x', Etag: '"1"' });
        res.end('page');
      },
      {
        async onAnswer(answer) {
          await new Promise(setImmediate);
          seen = structuredClone(answer);
          answer.setCookies = [...answer.setCookies.filter((each) => each !== 'b=2'), 'cc-nx=3'];
          delete answer.headers['x-old'];
          answer.headers['x-new'] = ['1', '2'];
          return 'send';
        },
      },
    );
    const { message, body } = await ask(front, '/');
    expect(seen).toMatchObject({
      status: 200,
      headers: { 'x-old': ['x'], etag: ['"1"'] },
      setCookies: ['dwsid=1', 'b=2'],
    });
    expect(seen).not.toHaveProperty('headers.set-cookie');
    expect(message.headers['set-cookie']).toEqual(['dwsid=1', 'cc-nx=3']);
    expect(message.headersDistinct['x-new']).toEqual(['1', '2']);
    expect(message.headers).not.toHaveProperty('x-old');
    expect(body).toBe('page');
  });

  it('can drop it: then nothing of it goes out, and the controllers are let go at once', async () => {
    let isClosed = false;
    const { front, outcomes } = await start(
      (_req, res) => {
        res.on('close', () => {
          isClosed = true;
        });
        res.writeHead(200, { 'Set-Cookie': 'dwsid=1', 'X-Page': 'x' });
        res.write('a page without end');
      },
      { onAnswer: async () => 'drop', settled: () => until(() => isClosed) },
    );
    const { status, message, body } = await ask(front, '/');
    expect([status, message.headers.location, body]).toEqual([307, '/again', '']);
    expect(message.headers).not.toHaveProperty('set-cookie');
    expect(message.headers).not.toHaveProperty('x-page');
    expect(outcomes).toEqual(['dropped']);
  });

  it('can drop it while it breaks off', async () => {
    let cutOff = (): void => {};
    const { front } = await start(
      (_req, res) => {
        res.writeHead(200, { 'Content-Length': '100' });
        res.write('half');
        cutOff = () => res.destroy();
      },
      {
        async onAnswer() {
          cutOff();
          for (let turn = 0; turn < 50; turn++) await new Promise(setImmediate);
          return 'drop';
        },
      },
    );
    expect((await ask(front, '/')).status).toBe(307);
  });

  it.each([
    ['late', async () => Promise.reject(new Error('no tokens'))],
    [
      'at once',
      () => {
        throw new Error('no tokens');
      },
    ],
  ])('can fail, %s: its error is the caller’s to answer', async (_, onAnswer) => {
    let isClosed = false;
    const { front, outcomes } = await start(
      (_req, res) => {
        res.on('close', () => {
          isClosed = true;
        });
        res.writeHead(200, { 'Set-Cookie': 'dwsid=1' });
        res.write('a page without end');
      },
      { onAnswer, settled: () => until(() => isClosed) },
    );
    const { status, message, body } = await ask(front, '/');
    expect([status, JSON.parse(body).message]).toEqual([500, 'no tokens']);
    expect(message.headers).not.toHaveProperty('set-cookie');
    expect(outcomes).toEqual(['failed']);
  });
});

describe('controllers that do not answer', () => {
  it('are 502 when nobody listens', async () => {
    const gone = await serve(echo);
    await gone.close();
    const { front } = await start(echo, { origin: gone.origin });
    const { status, body } = await ask(front, '/cart', { method: 'POST', body: 'a=1' });
    expect([status, JSON.parse(body).code]).toEqual([502, 'controllers_unavailable']);
    expect(body).not.toContain(String(gone.port));
  });

  it('are 502 when they break off before they answer', async () => {
    const { front } = await start((_req, res) => res.destroy());
    const { status, body } = await ask(front, '/');
    expect([status, JSON.parse(body).code]).toEqual([502, 'controllers_unavailable']);
  });

  it('are 502 when they answer something else than HTTP', async () => {
    const { front } = await start((_req, res) => res.socket?.end('SSH-2.0-OpenSSH\r\n'));
    expect((await ask(front, '/')).status).toBe(502);
  });

  it('are 502 when their time is up, and are not asked on', async () => {
    const scheduler = createTestScheduler();
    let isClosed = false;
    const { front } = await start(
      (_req, res) => {
        res.on('close', () => {
          isClosed = true;
        });
      },
      { scheduler, timeoutSeconds: 5 },
    );
    const asking = ask(front, '/');
    await scheduler.until(() => scheduler.sleepers() === 1);
    await scheduler.advance(4_999);
    expect(scheduler.sleepers()).toBe(1);
    await scheduler.advance(1);
    expect((await asking).status).toBe(502);
    await scheduler.until(() => isClosed);
  });

  it('are 502 when no connection becomes free in time, and are not asked later', async () => {
    const scheduler = createTestScheduler();
    const seen: string[] = [];
    let release = (): void => {};
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    agents.push(agent);
    const patient = await start(
      (req, res) => {
        seen.push(req.url ?? '');
        release = () => res.end('done');
      },
      { agent },
    );
    const { origin } = patient.controllers;
    const { front } = await start(echo, { origin, agent, scheduler, timeoutSeconds: 5 });
    const first = ask(patient.front, '/first');
    await until(() => seen.length === 1);
    const second = ask(front, '/second');
    await scheduler.until(() => scheduler.sleepers() === 1);
    await scheduler.advance(5_000);
    expect((await second).status).toBe(502);
    release();
    expect((await first).body).toBe('done');
    const third = ask(patient.front, '/third');
    await until(() => seen.length === 2);
    release();
    await third;
    expect(seen).toEqual(['/first', '/third']);
  });

  it('leave no timer behind when they have answered', async () => {
    const scheduler = createTestScheduler();
    const { front } = await start(echo, { scheduler });
    await ask(front, '/');
    expect(scheduler.sleepers()).toBe(0);
  });

  it('break the connection off where they break off themselves: half a page is none', async () => {
    const { front, outcomes } = await start((_req, res) => {
      res.write('half');
      setImmediate(() => res.destroy());
    });
    const { isWhole } = await ask(front, '/');
    expect(isWhole).toBe(false);
    await until(() => outcomes.length > 0);
    expect(outcomes).toEqual(['aborted']);
  });

  it('are given up when they stop in the middle of a page', async () => {
    const { front, outcomes, agent } = await start((_req, res) => void res.write('half'));
    const asking = request({ port: front.port, path: '/', agent: false }).end();
    const [answer] = (await once(asking, 'response')) as [IncomingMessage];
    await once(answer, 'data');
    const [socket] = Object.values(agent.sockets).flat();
    expect(socket?.timeout).toBe(30_000);
    socket?.emit('timeout');
    await expect(readBody(answer)).rejects.toThrow('aborted');
    await until(() => outcomes.length > 0);
    expect(outcomes).toEqual(['aborted']);
  });

  it('are not given up when it is the browser that reads slowly', async () => {
    const page = 'x'.repeat(8 * 1024 * 1024);
    let forwarded: Response | undefined;
    const { front, outcomes, agent } = await start((_req, res) => void res.end(page), {
      before: [
        (_req, res, next) => {
          forwarded = res;
          next();
        },
      ],
    });
    const asking = request({ port: front.port, path: '/', agent: false }).end();
    const [answer] = (await once(asking, 'response')) as [IncomingMessage];
    await until(() => forwarded?.writableNeedDrain === true);
    const [socket] = Object.values(agent.sockets).flat();
    socket?.emit('timeout');
    expect(await readBody(answer)).toHaveLength(page.length);
    await until(() => outcomes.length > 0);
    expect(outcomes).toEqual(['sent']);
  });

  it('keep nothing of a page on the connection that the next one comes by', async () => {
    const { front, agent } = await start(echo);
    const listeners: (number | undefined)[] = [];
    for (let round = 0; round < 3; round++) {
      await ask(front, '/');
      await until(() => Object.values(agent.freeSockets).flat().length === 1);
      const [socket] = Object.values(agent.freeSockets).flat();
      listeners.push(socket?.listenerCount('timeout'));
    }
    expect(new Set(listeners).size).toBe(1);
  });
});

describe('a browser that leaves', () => {
  it('takes the call along, before the answer', async () => {
    let reached = false;
    let isClosed = false;
    // No time passes: it is not the timeout that notices.
    const { front, outcomes } = await start(
      (_req, res) => {
        reached = true;
        res.on('close', () => {
          isClosed = true;
        });
      },
      { scheduler: createTestScheduler() },
    );
    const asking = request({ port: front.port, path: '/', agent: false });
    asking.on('error', () => {});
    asking.end();
    await until(() => reached);
    asking.destroy();
    await until(() => isClosed && outcomes.length > 0);
    expect(outcomes).toEqual(['aborted']);
  });

  it('takes the call along, in the middle of the page', async () => {
    let isClosed = false;
    const { front, outcomes } = await start((_req, res) => {
      res.write('page');
      res.on('close', () => {
        isClosed = true;
      });
    });
    const asking = request({ port: front.port, path: '/', agent: false }).end();
    asking.on('error', () => {});
    const [answer] = (await once(asking, 'response')) as [IncomingMessage];
    answer.on('error', () => {});
    asking.destroy();
    await until(() => isClosed && outcomes.length > 0);
    expect(outcomes).toEqual(['aborted']);
  });

  it('takes the call along, in the middle of an upload', async () => {
    let isCutOff = false;
    const { front } = await start((req) => {
      req.on('data', () => {});
      req.on('error', () => {
        isCutOff = true;
      });
    });
    const socket = connect(front.port, '127.0.0.1');
    socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf');
    await once(socket, 'connect');
    setImmediate(() => socket.destroy());
    await until(() => isCutOff);
    expect(isCutOff).toBe(true);
  });
});

describe('making a forwarder', () => {
  it('refuses origins that are none, and times that are none', () => {
    const good = { origin: 'http://127.0.0.1:1', publicOrigin: PUBLIC };
    expect(() => createControllerForwarder({ ...good, origin: 'x' })).toThrow(TypeError);
    expect(() => createControllerForwarder({ ...good, publicOrigin: `${PUBLIC}/x` })).toThrow(
      TypeError,
    );
    for (const timeoutSeconds of [0, -1, Number.NaN]) {
      expect(() => createControllerForwarder({ ...good, timeoutSeconds })).toThrow(RangeError);
    }
  });
});
