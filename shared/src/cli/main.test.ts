import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { runCli } from '../../../test/support/run-cli.ts';
import { EXIT } from './exit-code.ts';

const COMMANDS = [
  'revoke',
  'set-role',
  'set-password',
  'disable',
  'end-everyone',
  'audit',
  'doctor',
];

describe('the help', () => {
  it('lists every command, variable and exit code', async () => {
    const { code, stdout, stderr } = await runCli(['--help']);
    expect([code, stderr]).toEqual([0, '']);
    for (const command of [...COMMANDS, 'keys'])
      expect(stdout).toMatch(new RegExp(`^ {2}${command}\\b`, 'm'));
    for (const exitCode of Object.values(EXIT))
      expect(stdout).toMatch(new RegExp(`^ {2}${exitCode} {2}\\w`, 'm'));
    expect(stdout).toMatch(/CHECKOUT_ORIGIN[\s\S]*DOMAIN_BRIDGE_TOKEN[\s\S]*NODE_EXTRA_CA_CERTS/);
  });

  it.each(COMMANDS)('of %s lists its own options and the common ones', async (command) => {
    const { code, stdout } = await runCli([command, '--help']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/--token-file/);
  });

  it('is shown for want of a command, as wrong usage', async () => {
    const { code, stdout, stderr } = await runCli([]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^Usage: domain-bridge/);
  });
});

describe('the version', () => {
  it('is that of the package', async () => {
    const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
    const { code, stdout } = await runCli(['--version']);
    expect([code, stdout]).toEqual([0, `${JSON.parse(manifest).version}\n`]);
  });
});

describe('wrong usage', () => {
  it.each([
    [['frobnicate'], /unknown command/],
    [['revoke'], /missing required argument/],
    [['revoke', 'id:a', 'id:b'], /too many arguments for 'revoke'. Expected 1 argument, got 2$/m],
    [['revoke', 'id:a', '--frob'], /unknown option '--frob'/],
    [['revoke', 'id:a', '--chekout', 'x'], /Did you mean --checkout\?/],
    [['revoke', 'id:a', '--wait', '11'], /0 to 10/],
    [['revoke', 'id:a', '--wait', 'x'], /0 to 10/],
    [['revoke', 'id:a', '--idempotency-key', 'a b'], /visible ASCII/],
    [['set-role', 'id:a'], /missing required argument 'role'/],
  ])('%j ends with 2, and is said on stderr', async (argv, message) => {
    const run = await runCli(argv);
    expect(run).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(message) });
  });

  it('is one JSON document on stderr with --json', async () => {
    const { stderr } = await runCli(['revoke', '--json']);
    expect(JSON.parse(stderr)).toEqual({
      error: 'usage',
      message: "missing required argument 'user'",
    });
  });
});

it('a mistake of the program itself does not pass for a refusal', async () => {
  const fetch = () => {
    throw new Error('unreachable');
  };
  const clock = () => {
    throw new Error('no clock');
  };
  const { code, stderr } = await runCli(['doctor'], { fetch, clock });
  expect([code, stderr.split('\n')[0]]).toEqual([3, 'a mistake of this program: Error: no clock']);
});
