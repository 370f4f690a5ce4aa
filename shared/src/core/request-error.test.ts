import { expect, it } from '@jest/globals';
import { SharedError } from './error.ts';
import { RequestError } from './request-error.ts';

it('carries status, code, detail and when to come back', () => {
  const error = new RequestError(429, 'too_many_attempts', 'Wait a little.', 60);
  expect(error).toBeInstanceOf(SharedError);
  expect(error).toMatchObject({
    name: 'RequestError',
    status: 429,
    code: 'too_many_attempts',
    message: 'Wait a little.',
    retryAfterSeconds: 60,
  });
});
