import { STATUS_CODES } from 'node:http';
import { type Problem, RequestError } from '../core/request-error.ts';
import { HandoffError } from '../handoff/errors.ts';
import { SessionError } from '../session/errors.ts';
import { SlasError, type SlasErrorCode } from '../slas/errors.ts';
import { StateError, type StateErrorCode } from '../state/errors.ts';

type Answer = readonly [status: number, code: string, detail: string];

const STATE_ANSWERS: Record<StateErrorCode, Answer> = {
  ERR_STATE_CART_FULL: [422, 'cart_full', 'The cart is full: it takes 500 different lines.'],
  ERR_STATE_CONTENTION: [503, 'busy', 'Too many changes at once. Please try again.'],
  ERR_STATE_INVALID_LINE: [422, 'unknown_sku', 'There is no such product.'],
  ERR_STATE_INVALID_PROMOTION: [422, 'unknown_promotion', 'There is no such promotion code.'],
  ERR_STATE_INVALID_QUANTITY: [
    400,
    'invalid_quantity',
    'The quantity of a line is a whole number from 1 to 9,999.',
  ],
  ERR_STATE_INVALID_SHIPPING: [422, 'unknown_shipping', 'There is no such way of shipping.'],
  ERR_STATE_MALFORMED: [400, 'malformed', 'The request could not be understood.'],
  ERR_STATE_TOO_LARGE: [413, 'too_large', 'The cart would become too large.'],
  ERR_STATE_TOO_MANY_PROMOTIONS: [422, 'too_many_promotions', 'A cart takes 10 promotion codes.'],
  ERR_STATE_UNKNOWN_LINE: [404, 'unknown_line', 'The cart has no such line.'],
};
const HANDOFF_ANSWER: Answer = [
  400,
  'handoff_refused',
  'This link can no longer be used. Your cart is safe: please go back and try again.',
];
/** Says more than the others: it is about the shopper's own cart and tells nothing of keys or times. */
const TOO_LARGE_ANSWER: Answer = [
  413,
  'too_large',
  'Your cart is too large to come along. Please take some lines out and try again.',
];
const SESSION_ANSWER: Answer = [
  409,
  'sign_in_again',
  'Your account has changed. Please sign in again.',
];
/** The shop behind is busy, or cannot be reached: that passes, and nothing is lost. */
const COMMERCE_UNAVAILABLE: Answer = [
  503,
  'commerce_unavailable',
  'The shop cannot answer right now. Your cart is safe: please try again.',
];
const SLAS_ANSWERS: Record<SlasErrorCode, Answer> = {
  ERR_SLAS_CONFLICT: COMMERCE_UNAVAILABLE,
  ERR_SLAS_CREDENTIALS_CHANGED: SESSION_ANSWER,
  ERR_SLAS_INVALID_ACCESS_TOKEN: COMMERCE_UNAVAILABLE,
  ERR_SLAS_INVALID_REFRESH_TOKEN: COMMERCE_UNAVAILABLE,
  ERR_SLAS_MALFORMED_ANSWER: COMMERCE_UNAVAILABLE,
  ERR_SLAS_NO_SESSION: COMMERCE_UNAVAILABLE,
  ERR_SLAS_RATE_LIMITED: COMMERCE_UNAVAILABLE,
  ERR_SLAS_REFUSED: [502, 'commerce_refused', 'The shop did not take this request.'],
  ERR_SLAS_UNAVAILABLE: COMMERCE_UNAVAILABLE,
  ERR_SLAS_WRONG_CREDENTIALS: [
    401,
    'wrong_credentials',
    'E-mail address or password are not right.',
  ],
};
/** What the body parsers of Express call their refusals, by `error.type`. */
const BODY_ANSWERS: ReadonlyMap<unknown, Answer> = new Map<unknown, Answer>([
  ['entity.too.large', [413, 'too_large', 'The request is too large.']],
  ['parameters.too.many', [413, 'too_large', 'The request has too many parameters.']],
  ['charset.unsupported', [415, 'unsupported_type', 'The body has to be UTF-8.']],
  ['encoding.unsupported', [415, 'unsupported_type', 'The body must not be encoded.']],
  ['entity.parse.failed', [400, 'malformed', 'The body could not be read.']],
  ['entity.verify.failed', [400, 'malformed', 'The body could not be read.']],
  ['request.size.invalid', [400, 'malformed', 'The body is not as long as announced.']],
]);
const UNEXPECTED: Answer = [500, 'internal_error', 'Something went wrong on our side.'];

/** All that the outside learns about an error. Every refused hand-off looks the same, so that answers are no oracle. */
export function toProblem(error: unknown): Problem {
  const [status, code, detail] = answerFor(error);
  const title = STATUS_CODES[status] ?? 'Error';
  return { type: 'about:blank', title, status, code, detail };
}

function answerFor(error: unknown): Answer {
  if (error instanceof RequestError) return [error.status, error.code, error.message];
  if (error instanceof StateError) return STATE_ANSWERS[error.code];
  if (error instanceof HandoffError) {
    return error.code === 'ERR_HANDOFF_TOO_LARGE' ? TOO_LARGE_ANSWER : HANDOFF_ANSWER;
  }
  if (error instanceof SessionError) return SESSION_ANSWER;
  if (error instanceof SlasError) return SLAS_ANSWERS[error.code];
  // Express and its parsers mark what the client did wrong by `type`, or by a status below 500.
  const { type, status } = (error ?? {}) as { type?: unknown; status?: unknown };
  const known = BODY_ANSWERS.get(type);
  if (known) return known;
  return status === 400 ? [400, 'malformed', 'The request could not be understood.'] : UNEXPECTED;
}
