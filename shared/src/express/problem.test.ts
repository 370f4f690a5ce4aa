import { describe, expect, it } from '@jest/globals';
import { RequestError } from '../core/request-error.ts';
import { HandoffError, type HandoffErrorCode } from '../handoff/errors.ts';
import { SessionError } from '../session/errors.ts';
import { StateError, type StateErrorCode } from '../state/errors.ts';
import { toProblem } from './problem.ts';

/** Every code there is: a new one does not compile until it stands here. */
const STATE_CODES: Record<StateErrorCode, [status: number, code: string]> = {
  ERR_STATE_CART_FULL: [422, 'cart_full'],
  ERR_STATE_CONTENTION: [503, 'busy'],
  ERR_STATE_INVALID_LINE: [422, 'unknown_sku'],
  ERR_STATE_INVALID_PROMOTION: [422, 'unknown_promotion'],
  ERR_STATE_INVALID_QUANTITY: [400, 'invalid_quantity'],
  ERR_STATE_INVALID_SHIPPING: [422, 'unknown_shipping'],
  ERR_STATE_MALFORMED: [400, 'malformed'],
  ERR_STATE_TOO_LARGE: [413, 'too_large'],
  ERR_STATE_TOO_MANY_PROMOTIONS: [422, 'too_many_promotions'],
  ERR_STATE_UNKNOWN_LINE: [404, 'unknown_line'],
};
const HANDOFF_CODES: Record<HandoffErrorCode, true> = {
  ERR_HANDOFF_EXPIRED: true,
  ERR_HANDOFF_FOREIGN_ORIGIN: true,
  ERR_HANDOFF_LOCAL_CART: true,
  ERR_HANDOFF_MALFORMED: true,
  ERR_HANDOFF_NOT_AUTHENTIC: true,
  ERR_HANDOFF_NOT_FETCHED: true,
  ERR_HANDOFF_NOT_YET_VALID: true,
  ERR_HANDOFF_TOO_LARGE: true,
  ERR_HANDOFF_UNKNOWN_KEY: true,
  ERR_HANDOFF_VERSION: true,
  ERR_HANDOFF_WRONG_BROWSER: true,
};
const SECRET = 'the-inner-message';

describe('the problem that the outside sees', () => {
  it.each(Object.entries(STATE_CODES))('for %s is %j', (code, [status, outer]) => {
    const problem = toProblem(new StateError(code as StateErrorCode, SECRET));
    expect(problem).toMatchObject({ type: 'about:blank', status, code: outer });
    expect(JSON.stringify(problem)).not.toContain(SECRET);
    expect(problem.detail).toMatch(/^[A-Z].*\.$/);
  });

  it('is one and the same for every refused hand-off that says something of keys, times or browsers', () => {
    const codes = (Object.keys(HANDOFF_CODES) as HandoffErrorCode[]).filter(
      (code) => code !== 'ERR_HANDOFF_TOO_LARGE',
    );
    const problems = codes.map((code) => JSON.stringify(toProblem(new HandoffError(code, SECRET))));
    expect(new Set(problems).size).toBe(1);
    expect(JSON.parse(problems[0] ?? '')).toEqual({
      type: 'about:blank',
      title: 'Bad Request',
      status: 400,
      code: 'handoff_refused',
      detail: expect.stringContaining('Your cart is safe'),
    });
  });

  it('names the reason where the cart itself is too large', () => {
    const error = new HandoffError('ERR_HANDOFF_TOO_LARGE', SECRET);
    expect(toProblem(error)).toMatchObject({ status: 413, code: 'too_large' });
  });

  it('for a session that must not begin asks to sign in again', () => {
    const error = new SessionError('ERR_SESSION_STALE_EPOCH', SECRET);
    expect(toProblem(error)).toMatchObject({ status: 409, code: 'sign_in_again' });
  });

  it('for a request error is what that error says', () => {
    expect(toProblem(new RequestError(422, 'unknown_sku', 'There is no such product.'))).toEqual({
      type: 'about:blank',
      title: 'Unprocessable Entity',
      status: 422,
      code: 'unknown_sku',
      detail: 'There is no such product.',
    });
    expect(toProblem(new RequestError(499, 'odd', 'Odd.')).title).toBe('Error');
  });

  it.each([
    ['entity.too.large', 413, 'too_large'],
    ['parameters.too.many', 413, 'too_large'],
    ['charset.unsupported', 415, 'unsupported_type'],
    ['encoding.unsupported', 415, 'unsupported_type'],
    ['entity.parse.failed', 400, 'malformed'],
    ['entity.verify.failed', 400, 'malformed'],
    ['request.size.invalid', 400, 'malformed'],
  ])('for the refusal %s of a body parser is %i %s', (type, status, code) => {
    const error = Object.assign(new Error(SECRET), { type, status });
    expect(toProblem(error)).toMatchObject({ status, code });
    expect(JSON.stringify(toProblem(error))).not.toContain(SECRET);
  });

  it('for a URL that cannot be decoded is 400 malformed', () => {
    const error = Object.assign(new URIError(SECRET), { status: 400 });
    expect(toProblem(error)).toMatchObject({ status: 400, code: 'malformed' });
  });

  it.each([
    ['an error', new Error(SECRET)],
    ['an error with a status of 500', Object.assign(new Error(SECRET), { status: 500 })],
    ['an error of another service', Object.assign(new Error(SECRET), { status: 404 })],
    ['an error with an odd type', Object.assign(new Error(SECRET), { type: 'constructor' })],
    ['an error with a strange type', Object.assign(new Error(SECRET), { type: {} })],
    ['a text', SECRET],
    ['null', null],
    ['undefined', undefined],
    ['a number', 7],
  ])('for %s says nothing about it', (_, error) => {
    expect(toProblem(error)).toEqual({
      type: 'about:blank',
      title: 'Internal Server Error',
      status: 500,
      code: 'internal_error',
      detail: 'Something went wrong on our side.',
    });
  });
});
