import { expect } from '@jest/globals';
import type { Answer } from './http-exchange.ts';

/** The one answer to every refused hand-off. */
export const REFUSAL = JSON.stringify({
  type: 'about:blank',
  title: 'Bad Request',
  status: 400,
  code: 'handoff_refused',
  detail: 'This link can no longer be used. Your cart is safe: please go back and try again.',
});

/** Expects the answer that says nothing: same status and body whatever was wrong, and no cookie. */
export function expectRefusal(answer: Answer): void {
  expect({ status: answer.status, body: answer.body, cookies: answer.setCookies }).toEqual({
    status: 400,
    body: REFUSAL,
    cookies: [],
  });
}
