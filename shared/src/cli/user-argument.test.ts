import { expect, it } from '@jest/globals';
import { parseUser, parseUserId } from './user-argument.ts';

it.each([
  ['a@example.org', { format: 'email', email: 'a@example.org' }],
  ['id:usr_1', { format: 'opaque', id: 'usr_1' }],
  ['id:iss:x', { format: 'opaque', id: 'iss:x' }],
  [
    'iss:https://id.example/a#ann#1',
    { format: 'iss_sub', iss: 'https://id.example/a', sub: 'ann#1' },
  ],
])('%s names a user', (text, id) => {
  expect(parseUser(text)).toEqual(id);
});

it.each(['', 'ann', 'id:', 'iss:', 'iss:x', 'iss:#x', 'iss:x#', '@', 'a@', 'a b@c'])(
  '%j names nobody, and is not repeated',
  (text) => {
    expect(() => parseUser(text)).toThrow(
      /^a user is an e-mail address, id:USER_ID, or iss:ISSUER#SUBJECT$/,
    );
  },
);

it('the audit trail knows users by id, with or without its prefix', () => {
  expect([parseUserId('id:usr_1'), parseUserId('usr_1')]).toEqual(['usr_1', 'usr_1']);
});

it.each(['', 'id:', 'a@example.org', 'iss:x#y'])('the audit trail does not know %j', (text) => {
  expect(() => parseUserId(text)).toThrow(/by id alone/);
});
