import { describe, expect, it } from '@jest/globals';
import { sha256 } from '../core/bytes.ts';
import { bareHookToken, findCredential, HOOK_SCOPES, parseHookTokens } from './hook-tokens.ts';

const SECRET = 'a.B_c~d-'.repeat(3);
const OTHER = 'x'.repeat(24);

describe('hook tokens', () => {
  it('are read with name, scopes and the hash of the secret', () => {
    const [one, two, ...more] = parseHookTokens(
      `help-desk:revoke+status:${SECRET}, Idp_1:events:${OTHER}`,
    );
    expect(more).toEqual([]);
    expect(one).toEqual({
      name: 'help-desk',
      scopes: new Set(['revoke', 'status']),
      secretHash: sha256(SECRET),
    });
    expect(two).toMatchObject({ name: 'Idp_1', scopes: new Set(['events']) });
  });

  it.each([
    ['nothing', ''],
    ['a part that is missing', `name:${SECRET}`],
    ['a part too many', `name:revoke:${SECRET}:x`],
    ['an empty entry', `name:revoke:${SECRET},`],
    ['no name', `:revoke:${SECRET}`],
    ['a name of 33 characters', `${'n'.repeat(33)}:revoke:${SECRET}`],
    ['a name with a blank', `na me:revoke:${SECRET}`],
    ['no scope', `name::${SECRET}`],
    ['a scope that there is not', `name:revoke+root:${SECRET}`],
    ['a scope in capitals', `name:Revoke:${SECRET}`],
    ['a scope twice', `name:revoke+revoke:${SECRET}`],
    ['an empty scope', `name:revoke+:${SECRET}`],
    ['no secret', 'name:revoke:'],
    ['a secret of 23 characters', `name:revoke:${SECRET.slice(1)}`],
    ['a secret with another character', `name:revoke:${SECRET}+`],
    ['a secret with a line break', `name:revoke:${SECRET.slice(2)}\n${SECRET}`],
    ['name and secret mixed up', `${SECRET}:revoke:name`],
    ['scope and secret mixed up', `name:${SECRET}:revoke`],
    ['a name that stands twice', `name:revoke:${SECRET},name:audit:${OTHER}`],
    ['a secret that stands twice', `one:revoke:${SECRET},two:audit:${SECRET}`],
  ])('refuse %s, and never repeat the text', (_, text) => {
    let thrown: unknown;
    try {
      parseHookTokens(text);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(TypeError);
    expect(String(thrown)).not.toContain(SECRET.slice(2));
    expect(String(thrown)).not.toMatch(/root|xxx|na me|nnn/);
  });

  it('say which of them is wrong', () => {
    const text = `one:revoke:${SECRET},two:revoke:short`;
    expect(() => parseHookTokens(text)).toThrow('hook token 2 expected a secret');
  });

  it('have every scope where there is one without a name', () => {
    expect(bareHookToken(SECRET)).toEqual({
      name: 'default',
      scopes: new Set(HOOK_SCOPES),
      secretHash: sha256(SECRET),
    });
    expect(() => bareHookToken('short')).toThrow(TypeError);
  });
});

describe('findCredential', () => {
  const credentials = parseHookTokens(`one:revoke:${SECRET},two:audit:${OTHER}`);

  it.each([
    ['one', `Bearer ${SECRET}`],
    ['two', `Bearer ${OTHER}`],
    ['one', `bearer   ${SECRET}`],
  ])('finds %s', (name, header) => {
    expect(findCredential(credentials, header)?.name).toBe(name);
  });

  it.each([
    ['no header', undefined],
    ['an empty one', ''],
    ['no scheme', SECRET],
    ['another scheme', `Basic ${SECRET}`],
    ['a scheme that begins the same', `Bearer2 ${SECRET}`],
    ['no blank', `Bearer${SECRET}`],
    ['an unknown secret', `Bearer ${'y'.repeat(24)}`],
    ['more behind it', `Bearer ${SECRET} `],
    ['another one behind it', `Bearer ${SECRET}, ${OTHER}`],
    ['the hash of a secret', `Bearer ${Buffer.from(sha256(SECRET)).toString('hex')}`],
  ])('finds nobody by %s', (_, header) => {
    expect(findCredential(credentials, header)).toBeNull();
  });

  it('finds nobody by no secret, even if somebody had the hash of nothing', () => {
    const empty = { name: 'empty', scopes: new Set(HOOK_SCOPES), secretHash: sha256('') };
    expect(findCredential([empty], undefined)).toBeNull();
    expect(findCredential([empty], 'Bearer ')).toBeNull();
  });

  it('looks at every credential, wherever the right one stands', () => {
    const looked: string[] = [];
    const watched = credentials.map(({ name, scopes, secretHash }) => ({
      name,
      scopes,
      get secretHash() {
        looked.push(name);
        return secretHash;
      },
    }));
    findCredential(watched, `Bearer ${SECRET}`);
    findCredential(watched, undefined);
    expect(looked).toEqual(['one', 'two', 'one', 'two']);
  });
});
