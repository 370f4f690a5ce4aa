import { STATUS_CODES } from 'node:http';
import { expect } from '@jest/globals';
import type { Answer } from './http-exchange.ts';

/** Expects the answer of RFC 9457 with this status and code, and nothing beyond its five members. */
export function expectProblem(answer: Answer, status: number, code: string): void {
  expect({ status: answer.status, type: answer.headers['content-type'] }).toEqual({
    status,
    type: 'application/problem+json; charset=utf-8',
  });
  expect(JSON.parse(answer.body)).toEqual({
    type: 'about:blank',
    title: STATUS_CODES[status],
    status,
    code,
    detail: expect.stringMatching(/^[A-Z].*\.$/),
  });
  expect(answer.headers['cache-control']).toContain('no-store');
}
