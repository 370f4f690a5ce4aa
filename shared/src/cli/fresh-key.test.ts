import { describe, expect, it } from '@jest/globals';
import { runCli } from '../../../test/support/run-cli.ts';
import { parseKeyring } from '../crypto/keyring.ts';
import { findCredential, parseHookTokens } from '../invalidation/hook-tokens.ts';
import { parseSigningKeys } from '../invalidation/signing-keys.ts';

async function generate(...argv: string[]) {
  const { code, stdout, stderr } = await runCli(['keys', 'generate', ...argv], { env: {} });
  expect(code).toBe(0);
  return { value: stdout.replace(/\n$/, ''), place: stderr };
}

describe('keys generate', () => {
  it.each([
    [[], 'BRIDGE_KEYS'],
    [['--kind', 'bridge'], 'BRIDGE_KEYS'],
    [['--kind', 'cookie'], 'SHOPPING_KEYS or CHECKOUT_KEYS'],
  ])('%j makes what the variable takes, with the day in its kid', async (argv, place) => {
    const made = await generate(...argv);
    const [key] = parseKeyring(made.value).keys;
    expect(key.kid).toBe('2026-11-20-AQEB');
    expect([...key.secret]).toEqual(Array(32).fill(2));
    expect(made.place).toContain(place);
  });

  it('makes a file of signing keys, another one each time', async () => {
    const [one, two] = [await generate('--kind', 'signing'), await generate('--kind', 'signing')];
    expect(one.place).toContain('SIGNING_KEYS');
    const [a, b] = [await parseSigningKeys(one.value), await parseSigningKeys(two.value)];
    expect(a.keys[0].kid).not.toBe(b.keys[0].kid);
  });

  it('makes a hook credential whose last part opens what it is for', async () => {
    const options = ['--name', 'crm', '--scopes', 'revoke+audit'];
    const { value, place } = await generate('--kind', 'hook', ...options);
    const secret = value.split(':').at(-1);
    const found = findCredential(parseHookTokens(value), `Bearer ${secret}`);
    expect(found).toMatchObject({ name: 'crm', scopes: new Set(['revoke', 'audit']) });
    expect(place).toContain('HOOK_TOKENS');
  });

  it('makes a hook credential that can do one thing, unless told otherwise', async () => {
    expect((await generate('--kind', 'hook')).value).toMatch(/^admin-tool:revoke:[\w-]{43}$/);
  });

  it('writes one document with --json', async () => {
    const { value } = await generate('--kind', 'hook', '--json');
    expect(JSON.parse(value)).toEqual({
      kind: 'hook',
      value: expect.stringMatching(/^admin-tool:revoke:/),
      place: expect.stringContaining('HOOK_TOKENS'),
    });
  });

  it.each([
    ['--kind', 'other'],
    ['--kind', 'hook', '--scopes', 'everything'],
    ['--kind', 'hook', '--name', 'a:b'],
  ])('does not make %s %s', async (...argv) => {
    const run = await runCli(['keys', 'generate', ...argv]);
    expect(run).toMatchObject({ code: 2, stdout: '' });
  });
});
