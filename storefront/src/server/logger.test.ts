import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RequestError } from 'domain-bridge/errors';
import express from 'express';
import { listen, type RunningServer } from './http-server.ts';
import { createLogger, logRequests } from './logger.ts';

const SECRET = 'Tr0ub4dor-and-3-horses';

describe('the log of a server', () => {
  const lines: Record<string, unknown>[] = [];
  const log = createLogger('shopping', 'info', {
    write: (line: string) => void lines.push(JSON.parse(line)),
  });
  let server: RunningServer;
  beforeAll(async () => {
    const app = express().use(logRequests(log));
    app.get('/things/:id', (_req, res) => void res.sendStatus(200));
    app.get('/broken', (_req, res) => void res.sendStatus(500));
    server = await listen(app, 0, null);
  });
  afterAll(() => server.close());

  async function lineOf(path: string): Promise<Record<string, unknown> | undefined> {
    lines.length = 0;
    await (await fetch(`http://127.0.0.1:${server.port}${path}`)).text();
    return lines[0];
  }

  it('names the pattern of a route and never the address that was asked', async () => {
    const line = await lineOf(`/things/${SECRET}?t=${SECRET}`);
    expect(line).toMatchObject({
      role: 'shopping',
      level: 30,
      msg: 'request',
      method: 'GET',
      route: '/things/:id',
      status: 200,
      milliseconds: expect.any(Number),
    });
    expect(await lineOf(`/${SECRET}`)).toMatchObject({ route: '(no route)', status: 404 });
    expect(JSON.stringify(lines)).not.toContain(SECRET);
  });

  it('takes an answer of 500 for an error', async () => {
    expect(await lineOf('/broken')).toMatchObject({ level: 50, status: 500 });
  });

  it('gives class, code and place of a foreign error, but not its message', () => {
    lines.length = 0;
    log.error({ err: Object.assign(new TypeError(SECRET), { code: 'ECONNREFUSED' }) }, 'failed');
    log.error({ err: SECRET }, 'failed');
    const [thrown, text] = lines.map(({ err }) => err);
    expect(thrown).toEqual({
      type: 'TypeError',
      code: 'ECONNREFUSED',
      at: expect.arrayContaining([expect.stringMatching(/^at /)]),
    });
    expect(text).toEqual({ type: 'string' });
    expect(JSON.stringify(lines)).not.toContain(SECRET);
  });

  it('gives the code of a refusal', () => {
    lines.length = 0;
    log.info({ err: new RequestError(422, 'unknown_sku', 'There is no such product.') }, 'refused');
    expect(lines[0]?.err).toMatchObject({ type: 'RequestError', code: 'unknown_sku' });
  });

  it('writes the message of our own errors, and of others only where they came from', () => {
    lines.length = 0;
    log.info({ err: new RequestError(404, 'not_found', 'There is no such page.') });
    const foreign = Object.assign(new TypeError(`got ${SECRET}`), {
      code: 'ERR_INVALID_ARG_VALUE',
    });
    log.info({ err: foreign });
    expect(lines[0]).toMatchObject({ err: { message: 'There is no such page.' } });
    expect(JSON.stringify(lines[1])).not.toContain(SECRET);
  });
});
