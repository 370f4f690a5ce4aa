import type { Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import express from 'express';
import { send } from '../../../test/support/http-exchange.ts';
import { listen, portOf, stop } from '../../../test/support/store-pair.ts';
import { parseOrigin } from '../core/origin.ts';
import { problemHandler } from './problem-handler.ts';
import { refuseCrossOrigin } from './write-guard.ts';

const OWN = 'https://checkout.test';
const ORIGINS = [
  undefined,
  OWN,
  'null',
  'http://checkout.test',
  'https://checkout.test:8443',
  'https://checkout.test.evil.test',
  'https://evil.test',
  '',
] as const;
const SITES = [
  undefined,
  'same-origin',
  'none',
  'same-site',
  'cross-site',
  '',
  'SAME-ORIGIN',
] as const;
const METHODS = ['POST', 'PUT', 'PATCH', 'DELETE'] as const;
const TYPES = [
  undefined,
  'application/json',
  'application/json; charset=utf-8',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'text/plain',
  'application/vnd.api+json',
  'text/plain, application/json',
] as const;

describe('the write guard', () => {
  let server: Server;
  beforeAll(async () => {
    const app = express();
    app.use(refuseCrossOrigin(parseOrigin(OWN)));
    app.use((_req, res) => {
      res.sendStatus(204);
    });
    app.use(problemHandler());
    server = await listen(app);
  });
  afterAll(() => stop(server));

  async function statusOf(
    method: string,
    headers: Readonly<Record<string, string | undefined>>,
    body: string | null = null,
  ): Promise<number> {
    const present = Object.entries(headers).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    );
    const wire = { method, headers: Object.fromEntries(present), body };
    return (await send(`${OWN}/`, portOf(server), wire)).status;
  }

  /** The rule of design §4, written down a second time. */
  function isAllowed(origin?: string, site?: string, method?: string, type?: string): boolean {
    if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
    if (origin !== undefined) return origin === OWN;
    if (site !== undefined) return true;
    if (type === undefined) return method === 'PUT' || method === 'DELETE';
    return type.startsWith('application/json');
  }

  it.each(METHODS)(
    'lets %s pass by its rule for every Origin, Sec-Fetch-Site and content type',
    async (method) => {
      const wrong: string[] = [];
      for (const origin of ORIGINS) {
        for (const site of SITES) {
          for (const type of TYPES) {
            const headers = { origin, 'sec-fetch-site': site, 'content-type': type };
            const status = await statusOf(method, headers, type === undefined ? null : '{}');
            const expected = isAllowed(origin, site, method, type) ? 204 : 403;
            if (status !== expected) wrong.push(JSON.stringify({ ...headers, status }));
          }
        }
      }
      expect(wrong).toEqual([]);
    },
  );

  it.each([
    ['a JSON body', { 'content-type': 'application/json' }, '{}', 204],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }, 'a=b', 403],
    ['no body at all', {}, null, 403],
    ['a body without a type', {}, '{}', 403],
    ['a JSON type without a body', { 'content-type': 'application/json' }, null, 204],
  ])('decides by the body where both headers are absent: %s', async (_, headers, body, status) => {
    expect(await statusOf('POST', headers, body)).toBe(status);
  });

  it('takes a body of no bytes for none', async () => {
    expect(await statusOf('PUT', {}, '')).toBe(204);
    expect(await statusOf('POST', {}, '')).toBe(403);
    expect(await statusOf('DELETE', { 'content-type': 'text/plain' }, '')).toBe(204);
  });

  it('takes a body that comes in chunks for one', async () => {
    const headers = { 'transfer-encoding': 'chunked', 'content-type': 'text/plain' };
    expect(await statusOf('DELETE', headers, null)).toBe(403);
  });

  it.each(['GET', 'HEAD', 'OPTIONS'])('lets %s pass: it changes nothing', async (method) => {
    const headers = { origin: 'https://evil.test', 'sec-fetch-site': 'cross-site' };
    expect(await statusOf(method, headers)).toBe(204);
  });

  it('answers 403 cross_origin', async () => {
    const wire = { method: 'POST', headers: { origin: 'null' }, body: null };
    const answer = await send(`${OWN}/`, portOf(server), wire);
    expect(JSON.parse(answer.body)).toMatchObject({ status: 403, code: 'cross_origin' });
  });
});
