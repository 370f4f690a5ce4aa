import { describe, expect, it } from '@jest/globals';
import { encodeBase64url } from '../core/base64url.ts';
import { parseKeyFile } from './key-file.ts';

const SECRET = encodeBase64url(Uint8Array.from({ length: 32 }, (_, i) => 200 - i));
const kidsOf = (text: string): string[] => parseKeyFile(text).keys.map(({ kid }) => kid);

describe('a key file', () => {
  it('has a key a line, the first one first', () => {
    expect(kidsOf(`new:${SECRET}\nold:${SECRET}\n`)).toEqual(['new', 'old']);
  });

  it.each([
    ['comments, also indented', `# k0:${SECRET}\n  # more\nk1:${SECRET}`],
    ['blank lines', `\n\n  \t\nk1:${SECRET}\n\n`],
    ['ends of lines as Windows writes them', `# keys\r\n\r\nk1:${SECRET}\r\n`],
    ['a byte order mark', `\uFEFFk1:${SECRET}\n`],
  ])('passes over %s', (_, text) => {
    expect(kidsOf(text)).toEqual(['k1']);
  });

  it('takes the form of the variable as well', () => {
    expect(kidsOf(`a:${SECRET}, b:${SECRET}\nc:${SECRET}`)).toEqual(['a', 'b', 'c']);
  });

  it.each([
    ['nothing', '', '"keyring" expected at least one key'],
    ['comments alone', '# k1\n', '"keyring" expected at least one key'],
    ['a line that is no key', '# keys\nk1:secret!', 'line 2 expected kid:base64url'],
    ['a secret without kid', SECRET, '"kid" expected 1-16 characters of A-Z a-z 0-9 _ -'],
    ['a comment behind a key', `k1:${SECRET} # mine`, 'line 1 expected kid:base64url'],
    ['a comma too many', `k1:${SECRET},`, '"kid" expected 1-16 characters of A-Z a-z 0-9 _ -'],
    ['one kid twice', `k1:${SECRET}\nk1:${SECRET}`, '"keyring" expected every kid once'],
    ['a key that is too short', `k1:${SECRET.slice(0, 40)}`, 'key 1 expected 32 bytes, got 30'],
  ])('is refused with %s, and not repeated', (_, text, message) => {
    expect(() => parseKeyFile(text)).toThrow(new Error(message));
  });
});
