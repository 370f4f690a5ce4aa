import { describe, expect, it } from '@jest/globals';
import type { InvalidationErrorCode } from './errors.ts';
import { isPushErrorCode, toPushError } from './push-error.ts';

describe('what a transmitter is told', () => {
  it.each<[InvalidationErrorCode, string]>([
    ['ERR_EVENT_MALFORMED', 'invalid_request'],
    ['ERR_EVENT_WRONG_TYPE', 'invalid_request'],
    ['ERR_EVENT_NOT_ONE_EVENT', 'invalid_request'],
    ['ERR_EVENT_UNKNOWN_EVENT', 'invalid_request'],
    ['ERR_EVENT_EPOCH_OUT_OF_BOUNDS', 'invalid_request'],
    ['ERR_EVENT_UNKNOWN_KEY', 'invalid_key'],
    ['ERR_EVENT_WRONG_ISSUER', 'invalid_issuer'],
    ['ERR_EVENT_WRONG_AUDIENCE', 'invalid_audience'],
    ['ERR_EVENT_NOT_AUTHENTIC', 'authentication_failed'],
    ['ERR_EVENT_WRONG_SUBJECT', 'access_denied'],
    ['ERR_EVENT_WRONG_STATE', 'invalid_state'],
  ])('is for %s: %s', (code, err) => {
    expect(toPushError(code)).toEqual({ err, description: expect.stringMatching(/^The .*\.$/) });
    expect(isPushErrorCode(err)).toBe(true);
  });

  it('is no word but these', () => {
    for (const word of ['', 'toString', 'INVALID_KEY', null, 7]) {
      expect(isPushErrorCode(word)).toBe(false);
    }
  });
});
