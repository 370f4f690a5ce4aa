import type { Server } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { problemHandler } from 'domain-bridge/express';
import express from 'express';
import { send } from '../../../test/support/http-exchange.ts';
import { listen, portOf, SHOP, stop } from '../../../test/support/store-pair.ts';
import { sendWithoutEnd } from '../../../test/support/unfinished-request.ts';
import { readBodies, refuseOtherTypes } from './request-body.ts';

const JSON_TYPE = { 'content-type': 'application/json' };
const FORM_TYPE = { 'content-type': 'application/x-www-form-urlencoded' };
const LIMIT = 16 * 1024;

describe('the bodies of requests', () => {
  let server: Server;
  beforeAll(async () => {
    const app = express();
    app.use(refuseOtherTypes, ...readBodies());
    app.use((req, res) => void res.json(req.body));
    server = await listen(app.use(problemHandler()));
  });
  afterAll(() => stop(server));

  const post = (body: string | null, headers: Readonly<Record<string, string>>) =>
    send(`${SHOP}/`, portOf(server), { method: 'POST', headers, body });

  it.each([
    ['{"a":1}', JSON_TYPE, { a: 1 }],
    ['a=1', FORM_TYPE, { a: '1' }],
    [`{"a":1${' '.repeat(LIMIT - 7)}}`, JSON_TYPE, { a: 1 }],
    ['', JSON_TYPE, {}],
    [null, JSON_TYPE, {}],
    [null, {}, {}],
  ])('become fields: case %#', async (body, headers, fields) => {
    const answer = await post(body, headers as Record<string, string>);
    expect([answer.status, JSON.parse(answer.body)]).toEqual([200, fields]);
  });

  it('are refused when they are encoded: inflated, a small one could be any size', async () => {
    const body = gzipSync('{"a":1}').toString('latin1');
    const answer = await post(body, { ...JSON_TYPE, 'content-encoding': 'gzip' });
    expect([answer.status, JSON.parse(answer.body).code]).toEqual([415, 'unsupported_type']);
  });

  it('are refused unread above 16 KiB, and the sender of a little too much hears of it', async () => {
    const answer = await post('x'.repeat(LIMIT + 1), JSON_TYPE);
    expect([answer.status, JSON.parse(answer.body).code]).toEqual([413, 'too_large']);
    expect(answer.headers.connection).not.toBe('close');
  });

  it('of 100 MB end the connection, announced or not', async () => {
    const announced = await post(null, { ...JSON_TYPE, 'content-length': '100000000' });
    expect([announced.status, announced.headers.connection]).toEqual([413, 'close']);
    for (const headers of [JSON_TYPE, FORM_TYPE]) {
      const request = { path: '/', headers, bytes: LIMIT + 1 };
      const answer = await sendWithoutEnd(portOf(server), request);
      expect(answer).toMatch(/^HTTP\/1\.1 413 .*\r\nConnection: close\r\n.*"too_large"/s);
    }
  });
});
