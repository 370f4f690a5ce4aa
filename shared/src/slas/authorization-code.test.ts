import { describe, expect, it } from '@jest/globals';
import { parseAuthorizationCode } from './authorization-code.ts';

const REDIRECT_URI = 'https://shop.test/callback?site=1';
const parse = (location: string | null) =>
  parseAuthorizationCode('SLAS authorize', location, REDIRECT_URI);
const codeOf = (location: string | null): string => {
  try {
    return parse(location).code;
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('the redirect of authorize and login', () => {
  it('holds code and usid, beside what the redirect_uri holds itself', () => {
    expect(parse('https://shop.test/callback?site=1&usid=u-1&code=C.1')).toEqual({
      code: 'C.1',
      usid: 'u-1',
    });
  });

  it.each([
    'https://shop.test/callback?error=invalid_request&error_description=x',
    'https://shop.test/callback?error=access_denied&code=C&usid=u',
    'https://shop.test/callback?error=',
  ])('is a refusal where it holds an error: %s', (location) => {
    expect(codeOf(location)).toBe('ERR_SLAS_REFUSED');
  });

  it.each(['server_error', 'temporarily_unavailable'])(
    'is trouble that passes with %s',
    (error) => {
      expect(codeOf(`https://shop.test/callback?error=${error}`)).toBe('ERR_SLAS_UNAVAILABLE');
    },
  );

  it.each([
    null,
    '',
    '/callback?code=C&usid=u',
    'https://evil.test/callback?code=C&usid=u',
    'https://evil.test/callback?error=x',
    'https://shop.test.evil.test/callback?code=C&usid=u',
    'https://shop.test:8443/callback?code=C&usid=u',
    'http://shop.test/callback?code=C&usid=u',
    'https://a@shop.test/callback?code=C&usid=u',
    'https://shop.test/callback/?code=C&usid=u',
    'https://shop.test/other?code=C&usid=u',
    'https://shop.test/callback?usid=u',
    'https://shop.test/callback?code=C',
    'https://shop.test/callback?code=&usid=u',
    'https://shop.test/callback?code=C&code=D&usid=u',
    'https://shop.test/callback?code=C&usid=u&usid=v',
    'https://shop.test/callback?code=C%0D%0A&usid=u',
    'https://shop.test/callback?code=C&usid=u%3B%20x',
    `https://shop.test/callback?code=${'C'.repeat(257)}&usid=u`,
    'javascript:code=C&usid=u',
  ])('is malformed as %s', (location) => {
    expect(codeOf(location)).toBe('ERR_SLAS_MALFORMED_ANSWER');
  });

  it('never stands in a message', () => {
    for (const rest of ['?usid=h1dden', '/x?code=h1dden', '?error=h1dden']) {
      expect(() => parse(`https://shop.test/callback${rest}`)).not.toThrow(/h1dden/);
    }
  });
});
