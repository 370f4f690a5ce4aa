import type { Server } from 'node:http';
import { afterEach, describe, expect, it } from '@jest/globals';
import express, { type ErrorRequestHandler, type RequestHandler } from 'express';
import { send } from '../../../test/support/http-exchange.ts';
import { listen, portOf, stop } from '../../../test/support/store-pair.ts';
import { RequestError } from '../core/request-error.ts';
import { type ProblemHandlerOptions, problemHandler } from './problem-handler.ts';

describe('the problem handler', () => {
  const servers: Server[] = [];
  afterEach(async () => {
    left.length = 0;
    await Promise.all(servers.splice(0).map(stop));
  });

  async function ask(
    failure: RequestHandler,
    options: ProblemHandlerOptions = {},
    accept = 'text/html,*/*;q=0.8',
  ) {
    const app = express();
    app.get('/', failure);
    app.use(problemHandler(options), lastResort);
    const server = await listen(app);
    servers.push(server);
    const headers = { accept };
    return send('http://shop.test/', portOf(server), { method: 'GET', headers, body: null });
  }
  const left: unknown[] = [];
  const lastResort: ErrorRequestHandler = (error, _req, res, _next) => {
    left.push(error);
    if (res.headersSent) res.destroy();
    else res.status(500).end('last resort');
  };
  const fail =
    (error: unknown): RequestHandler =>
    () => {
      throw error;
    };
  const FULL = new RequestError(422, 'cart_full', 'The cart is full.');
  const renderPage: NonNullable<ProblemHandlerOptions['renderPage']> = (problem, _req, res) => {
    res.send(`<h1>${problem.detail}</h1>`);
  };

  it('answers programs with a problem in JSON that nobody stores', async () => {
    const answer = await ask(fail(FULL), { renderPage }, 'application/json');
    expect(answer.status).toBe(422);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/problem+json; charset=utf-8',
      'cache-control': 'no-store',
    });
    expect(JSON.parse(answer.body)).toEqual({
      type: 'about:blank',
      title: 'Unprocessable Entity',
      status: 422,
      code: 'cart_full',
      detail: 'The cart is full.',
    });
  });

  it('answers browsers with a page of the same status', async () => {
    const answer = await ask(fail(FULL), { renderPage });
    expect(answer).toMatchObject({ status: 422, body: '<h1>The cart is full.</h1>' });
    expect(answer.headers).toMatchObject({ 'cache-control': 'no-store' });
  });

  it.each(['*/*', 'application/json', 'application/problem+json'])(
    'takes who accepts %s for a program',
    async (accept) => {
      const answer = await ask(fail(FULL), { renderPage }, accept);
      expect(JSON.parse(answer.body)).toMatchObject({ code: 'cart_full' });
    },
  );

  it('answers browsers in JSON where there are no pages', async () => {
    expect(JSON.parse((await ask(fail(FULL))).body)).toMatchObject({ code: 'cart_full' });
  });

  it('says when to try again', async () => {
    const error = new RequestError(429, 'too_many_attempts', 'Too many attempts.', 90);
    expect((await ask(fail(error))).headers).toMatchObject({ 'retry-after': '90' });
    expect((await ask(fail(FULL))).headers['retry-after']).toBeUndefined();
  });

  it('tells the log the error itself, and the outside nothing of it', async () => {
    const error = new Error('password of the database');
    const told: unknown[] = [];
    const answer = await ask(fail(error), { onError: (...all) => told.push(...all.slice(0, 2)) });
    expect(told).toEqual([error, expect.objectContaining({ code: 'internal_error' })]);
    expect(answer.status).toBe(500);
    expect(JSON.stringify([answer.body, answer.headers])).not.toContain('password');
  });

  it('breaks an answer off that has begun, and tells the log', async () => {
    const told: unknown[] = [];
    const begun: RequestHandler = (_req, res) => {
      res.write('half');
      throw FULL;
    };
    await expect(ask(begun, { onError: (error) => told.push(error) })).rejects.toThrow();
    expect(told).toEqual([FULL]);
    expect(left).toEqual([FULL]);
  });

  it('leaves a page that fails to whoever comes after', async () => {
    const answer = await ask(fail(FULL), {
      renderPage: async () => {
        throw new Error('no template');
      },
    });
    expect(answer).toMatchObject({ status: 500, body: 'last resort' });
  });
});
