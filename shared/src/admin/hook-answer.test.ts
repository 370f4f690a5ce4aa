import { describe, expect, it } from '@jest/globals';
import { AdminError } from './errors.ts';
import { readEffect } from './hook-answer.ts';

const PROBLEM = JSON.stringify({ code: 'busy', detail: 'Later.' });

function answer(status: number, text: string, type = 'application/problem+json') {
  return { status, headers: new Headers({ 'content-type': type }), text };
}

function errorOf(given: Parameters<typeof readEffect>[0]): AdminError {
  try {
    readEffect(given);
  } catch (error) {
    if (error instanceof AdminError) return error;
  }
  throw new Error('expected an AdminError');
}

describe('the answer to a change', () => {
  it('is null for 204, and what it did for 200', () => {
    expect(readEffect(answer(204, ''))).toBeNull();
    const unchanged = '{"epoch":null,"peers":{}}';
    expect(readEffect(answer(200, unchanged, 'application/json'))).toEqual({
      epoch: null,
      peers: {},
    });
  });

  it.each([
    '',
    '<html>',
    'null',
    '[]',
    '{}',
    '{"epoch":1}',
    '{"epoch":"1","peers":{}}',
    '{"epoch":1.5,"peers":{}}',
    '{"epoch":1,"peers":[]}',
    '{"epoch":1,"peers":{"shopping":"maybe"}}',
  ])('is not %j', (text) => {
    expect(errorOf(answer(200, text, 'application/json')).code).toBe('ERR_ADMIN_UNEXPECTED');
  });

  it.each([
    [400, 'ERR_ADMIN_REFUSED'],
    [404, 'ERR_ADMIN_REFUSED'],
    [429, 'ERR_ADMIN_REFUSED'],
    [503, 'ERR_ADMIN_REFUSED'],
    [500, 'ERR_ADMIN_UNEXPECTED'],
    [502, 'ERR_ADMIN_UNREACHABLE'],
  ])('with a problem and %i is %s', (status, code) => {
    expect(errorOf(answer(status, PROBLEM)).code).toBe(code);
  });

  it.each([
    [302, 'ERR_ADMIN_UNEXPECTED'],
    [404, 'ERR_ADMIN_UNEXPECTED'],
    [502, 'ERR_ADMIN_UNREACHABLE'],
    [503, 'ERR_ADMIN_UNREACHABLE'],
    [504, 'ERR_ADMIN_UNREACHABLE'],
    [0, 'ERR_ADMIN_UNEXPECTED'],
  ])('that is a page of somebody else with %i is %s', (status, code) => {
    expect(errorOf(answer(status, '<html>', 'text/html')).code).toBe(code);
  });

  it('is no refusal under another media type, whatever it looks like', () => {
    const given = answer(404, PROBLEM, 'application/json');
    expect(errorOf(given).code).toBe('ERR_ADMIN_UNEXPECTED');
  });

  it.each(['{"code":1,"detail":"x"}', '{"code":"x"}', '[]', '"x"'])(
    'is no refusal without code and detail: %j',
    (text) => expect(errorOf(answer(404, text)).code).toBe('ERR_ADMIN_UNEXPECTED'),
  );

  it.each([
    ['7', 7],
    ['0', 0],
    ['', undefined],
    ['-1', undefined],
    ['1.5', undefined],
    ['Fri, 20 Nov 2026 10:00:00 GMT', undefined],
  ])('says with Retry-After %j to come back after %p seconds', (text, seconds) => {
    const given = answer(503, PROBLEM);
    given.headers.set('retry-after', text);
    expect(errorOf(given).problem?.retryAfterSeconds).toBe(seconds);
  });
});
