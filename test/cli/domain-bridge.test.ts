import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { binArguments, binSource, runBin, runProcess } from './bin-process.ts';
import { type HookServer, startHookServer } from './hook-server.ts';

let server: HookServer;
let connection: readonly string[] = [];

beforeAll(async () => {
  server = await startHookServer({ 'u-1': 'customer', boss: 'admin' });
  const tokenFile = server.write('token', `${server.token}\n`);
  connection = ['--checkout', server.origin, '--ca', server.caFile, '--token-file', tokenFile];
});
afterAll(() => server.close());

function user() {
  const found = server.directory.people.get('u-1');
  if (!found) throw new Error('the user is gone');
  return found;
}

/** The scripts that hold a terminal open need Python; without it they are skipped, and say so. */
const hasPython = spawnSync('python3', ['--version']).status === 0;
if (!hasPython) process.stderr.write('skipped "at a terminal": there is no python3\n');
const itAtTerminal = hasPython ? it : it.skip;

describe('the process domain-bridge', () => {
  it('ends the sessions of a user, over TLS to a name below localhost', async () => {
    const before = user().epoch;
    const argv = ['revoke', 'u-1@example.com', '--reason', 'lost phone', '--actor', 'Ann'];
    const { code, stdout, stderr } = await runBin([...argv, '--wait', '2', ...connection]);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^Done: the sessions have ended\.\nshopping: knows of it/);
    expect(user().epoch).toBeGreaterThan(before);
    expect(server.directory.entries.at(-1)).toMatchObject({
      actor: 'hook:cli (Ann)',
      note: 'lost phone',
      subject: 'u-1',
    });
  });

  it('changes nothing more when it is repeated with its key', async () => {
    const argv = ['revoke', 'id:u-1', '--idempotency-key', 'once', '--json', ...connection];
    const first = await runBin(argv);
    const entries = server.directory.entries.length;
    const second = await runBin(argv);
    expect(JSON.parse(second.stdout)).toEqual(JSON.parse(first.stdout));
    expect(server.directory.entries).toHaveLength(entries);
  });

  it('sets role, password and flag, and reads what was written about it', async () => {
    const role = await runBin(['set-role', 'id:u-1', 'wholesale', ...connection]);
    const password = await runBin(
      ['set-password', 'id:u-1', ...connection],
      {},
      'a new one, long\n',
    );
    const disabled = await runBin(['disable', 'id:u-1', ...connection]);
    expect([role.code, password.code, disabled.code]).toEqual([0, 0, 0]);
    expect(user()).toMatchObject({
      role: 'wholesale',
      password: 'a new one, long',
      disabled: true,
    });
    await runBin(['disable', 'id:u-1', '--undo', ...connection]);
    expect(user().disabled).toBe(false);
    const { stdout } = await runBin(['audit', '--user', 'id:u-1', '--limit', '4', ...connection]);
    expect(stdout.match(/(role|password)-change|account-(dis|en)abled/g)).toEqual([
      'role-change',
      'password-change',
      'account-disabled',
      'account-enabled',
    ]);
  });

  it('ends with 1 for what the server refuses', async () => {
    const { code, stderr } = await runBin([
      'set-role',
      'boss@example.com',
      'customer',
      ...connection,
    ]);
    expect(code).toBe(1);
    expect(stderr).toBe('refused: This takes the scope admin. (403 insufficient_scope)\n');
    expect(server.directory.people.get('boss')?.role).toBe('admin');
  });

  it('ends with 3 for a certificate that it has no reason to trust, and says what to do', async () => {
    const env = { DOMAIN_BRIDGE_TOKEN: server.token, CHECKOUT_ORIGIN: server.origin };
    const { code, stderr } = await runBin(['audit'], env);
    expect(code).toBe(3);
    expect(stderr).toMatch(/DEPTH_ZERO_SELF_SIGNED_CERT.*--ca FILE/);
  });

  it('trusts an authority of the environment as well', async () => {
    const env = {
      DOMAIN_BRIDGE_TOKEN: server.token,
      CHECKOUT_ORIGIN: server.origin,
      NODE_EXTRA_CA_CERTS: server.caFile,
    };
    const { code, stdout } = await runBin(['audit', '--json', '--limit', '1'], env);
    expect(code).toBe(0);
    expect(JSON.parse(stdout).entries).toHaveLength(1);
  });

  it('shows the credential nowhere, and takes none as an argument', async () => {
    const runs = await Promise.all([
      runBin(['revoke', 'id:nobody', ...connection]),
      runBin(['revoke', 'id:nobody', '--json', ...connection]),
      runBin(['revoke', 'id:u-1', `--token=${server.token}`, ...connection]),
    ]);
    expect(runs.map(({ code }) => code)).toEqual([1, 1, 2]);
    for (const { stdout, stderr } of runs) expect(stdout + stderr).not.toContain(server.token);
  });

  it('ends quietly when its reader has read enough', async () => {
    const argv = binArguments(['audit', '--follow', ...connection]);
    const child = spawn(process.execPath, argv, { env: {}, stdio: ['ignore', 'pipe', 'pipe'] });
    const complaints = text(child.stderr);
    await once(child.stdout, 'data');
    child.stdout.destroy();
    const ended = once(child, 'close');
    const { directory } = server;
    await directory.audit.refuse({ actor: 'x', initiatingEntity: 'user', code: 'y', note: 'z' });
    expect([await ended, await complaints]).toEqual([[0, null], '']);
  });

  it('is a program: its source begins with the line that says how to run it', () => {
    expect(readFileSync(binSource(), 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
  });

  itAtTerminal('asks for a password at a terminal, and does not show it', async () => {
    const argv = binArguments(['set-password', 'id:u-1', ...connection]);
    const script = [
      'import os, pty, sys',
      'pid, terminal = pty.fork()',
      'if pid == 0: os.execv(sys.argv[1], sys.argv[1:])',
      'seen = b""',
      'def until(text):',
      '    global seen',
      '    while text not in seen: seen += os.read(terminal, 1024)',
      'until(b"New password: "); os.write(terminal, b"typed at a terminal\\r")',
      'until(b"Once more: "); os.write(terminal, b"typed at a terminal\\r")',
      'try: until(b"ended.\\r\\n")',
      'except OSError: pass',
      'print(seen.decode()); sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))',
    ].join('\n');
    const { code, stdout } = await runProcess('python3', ['-c', script, process.execPath, ...argv]);
    expect(code).toBe(0);
    expect(user().password).toBe('typed at a terminal');
    expect(stdout).toMatch(/New password: \s+Once more: \s+Done/);
    expect(stdout).not.toContain('typed at');
  });
});
