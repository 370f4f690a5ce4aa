import { Readable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { answering, json, problem } from '../../../test/support/answering-fetch.ts';
import { CHECKOUT, runCli, TOKEN } from '../../../test/support/run-cli.ts';

const EMAIL = { format: 'email', email: 'a@example.org' };
const KEY = '01'.repeat(16);
const aborted = () => Object.assign(new Error('aborted'), { code: 'ABORT_ERR' });
const quiet = () => new AbortController().signal;
const done = () => answering(json({ epoch: 7, peers: { shopping: 'acked' } }));

describe('a command', () => {
  it.each([
    [['revoke', 'a@example.org'], 'revoke', { sub_id: EMAIL }],
    [['revoke', 'id:usr_1'], 'revoke', { sub_id: { format: 'opaque', id: 'usr_1' } }],
    [
      ['set-role', 'a@example.org', 'wholesale', '--reason', 'bought a lot'],
      'users/role',
      { sub_id: EMAIL, role: 'wholesale', reason: 'bought a lot' },
    ],
    [['disable', 'a@example.org'], 'users/disabled', { sub_id: EMAIL, disabled: true }],
    [['disable', 'a@example.org', '--undo'], 'users/disabled', { sub_id: EMAIL, disabled: false }],
    [
      ['end-everyone', '--yes', '--reason', 'leak', '--actor', 'Ann'],
      'revoke-everyone',
      { reason: 'leak', actor: 'Ann' },
    ],
  ])('%j is one call of a hook', async (argv, path, body) => {
    const { fetch, seen } = done();
    const run = await runCli(argv, { fetch });
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatchObject({ url: `${CHECKOUT}/hooks/v1/${path}`, body });
    expect(seen[0]?.headers.get('authorization')).toBe(`Bearer ${TOKEN}`);
    expect(seen[0]?.headers.get('idempotency-key')).toBe(KEY);
    expect(seen[0]?.headers.get('prefer')).toBe('wait=0');
  });

  it('takes the wait and the key that it is given', async () => {
    const { fetch, seen } = done();
    const options = ['--wait', '5', '--idempotency-key', '-mine'];
    await runCli(['revoke', 'a@example.org', ...options], { fetch });
    expect(seen[0]?.headers.get('prefer')).toBe('wait=5');
    expect(seen[0]?.headers.get('idempotency-key')).toBe('-mine');
  });

  it('says what it did, who knows and who does not, in one line each', async () => {
    const answer = json({ epoch: 7, peers: { shopping: 'acked', other: 'pending' } });
    const { stdout } = await runCli(['revoke', 'id:usr_1'], { fetch: answering(answer).fetch });
    expect(stdout.split('\n')).toEqual([
      'Done: the sessions have ended.',
      expect.stringMatching(/^shopping: knows of it/),
      expect.stringMatching(/^other: has not answered yet/),
      '',
    ]);
  });

  it('says that there was nothing to do, and does not when it cannot know', async () => {
    const argv = ['set-role', 'id:usr_1', 'customer'];
    const unchanged = answering(json({ epoch: null, peers: {} }));
    expect((await runCli(argv, unchanged)).stdout).toMatch(/^Nothing to do: it was so already\./);
    const silent = answering(new Response(null, { status: 204 }));
    expect((await runCli(argv, silent)).stdout).toBe('Done.\n');
  });

  it('writes one JSON document with --json, wherever that stands', async () => {
    for (const argv of [
      ['--json', 'revoke', 'id:usr_1'],
      ['revoke', 'id:usr_1', '--json'],
    ]) {
      const { stdout, stderr } = await runCli(argv, done());
      expect(JSON.parse(stdout)).toEqual({
        epoch: 7,
        peers: { shopping: 'acked' },
        idempotencyKey: KEY,
      });
      expect(stderr).toBe('');
    }
  });
});

describe('set-password', () => {
  it('takes the password from stdin and shows it nowhere', async () => {
    const { fetch, seen } = done();
    const stdin = Readable.from([Buffer.from('correct horse\r\n')]);
    const run = await runCli(['set-password', 'id:usr_1', '--json'], { fetch, stdin });
    expect(seen[0]?.body).toMatchObject({ password: 'correct horse' });
    expect(`${run.stdout}${run.stderr}`).not.toContain('correct horse');
  });

  it('takes none as an argument, and does not repeat it', async () => {
    for (const argv of [
      ['set-password', 'id:usr_1', 'hunter2hunter2'],
      ['set-password', 'id:usr_1', '--password=hunter2hunter2'],
      ['set-password', 'id:usr_1', '--password', 'hunter2hunter2'],
    ]) {
      const { fetch, seen } = done();
      const plain = await runCli(argv, { fetch });
      const asJson = await runCli([...argv, '--json'], { fetch });
      expect([plain.code, asJson.code, seen.length]).toEqual([2, 2, 0]);
      expect(`${plain.stdout}${plain.stderr}${asJson.stdout}${asJson.stderr}`).not.toContain(
        'hunter2',
      );
    }
  });

  it('says so at once when it has no credential, before anybody types', async () => {
    const stdin = new Readable({
      read() {
        throw new Error('nobody should be asked');
      },
    });
    const run = await runCli(['set-password', 'id:usr_1'], { env: {}, stdin });
    expect(run).toMatchObject({ code: 2, stderr: expect.stringContaining('no credential') });
  });

  it('explains in its help why there is no such argument', async () => {
    const { code, stdout } = await runCli(['set-password', '--help']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/never an argument/);
  });
});

describe('end-everyone', () => {
  it.each([
    [['end-everyone', '--reason', 'leak'], /--yes/],
    [['end-everyone', '--yes'], /--reason/],
  ])('%j sends nothing', async (argv, hint) => {
    const { fetch, seen } = done();
    const run = await runCli(argv, { fetch });
    expect(run).toMatchObject({ code: 2, stderr: expect.stringMatching(hint) });
    expect(seen).toEqual([]);
  });
});

describe('a change that fails', () => {
  it('with a refusal ends with 1, and with what the server said', async () => {
    const fetch = answering(problem(404, 'unknown_user'));
    const plain = await runCli(['revoke', 'id:usr_1'], fetch);
    expect(plain).toMatchObject({ code: 1, stdout: '' });
    expect(plain.stderr).toBe('refused: In words. (404 unknown_user)\n');
    const asJson = await runCli(['revoke', 'id:usr_1', '--json'], fetch);
    expect(JSON.parse(asJson.stderr)).toEqual({
      error: 'refused',
      status: 404,
      code: 'unknown_user',
      detail: 'In words.',
      idempotencyKey: KEY,
    });
  });

  it('without an answer ends with 3, and says how to find out', async () => {
    const run = await runCli(['revoke', 'id:usr_1', '--idempotency-key', 'mine']);
    expect(run).toMatchObject({ code: 3, stdout: '', slept: [0.5, 1, 2] });
    expect(run.stderr).toMatch(/ECONNREFUSED.*is the server running\?/);
    expect(run.stderr.trimEnd()).toMatch(/--idempotency-key mine$/);
  });

  it.each<[string, Response | Error, AbortSignal, string]>([
    ['that comes too late', aborted(), AbortSignal.abort(), 'timeout'],
    ['of a proxy', new Response('<html>', { status: 502 }), quiet(), 'unreachable'],
    ['that says that it failed', problem(500, 'internal_error'), quiet(), 'unexpected'],
    ['of somebody else', new Response('<html>'), quiet(), 'unexpected'],
    ['that leads elsewhere', new Response(null, { status: 302 }), quiet(), 'unexpected'],
  ])('with an answer %s ends with 3, and with the key', async (_, answer, signal, error) => {
    const world = { ...answering(answer), deadline: () => signal };
    const { code, stderr } = await runCli(['revoke', 'id:usr_1', '--json'], world);
    expect(code).toBe(3);
    expect(JSON.parse(stderr)).toMatchObject({ error, idempotencyKey: KEY });
    const forPeople = await runCli(['revoke', 'id:usr_1'], world);
    expect(forPeople.stderr).not.toContain('ABORT_ERR');
    expect(forPeople.stderr).toMatch(new RegExp(`^${error}: [a-z].*\\.\nWhether`));
  });

  it('and only reads leaves nothing in doubt', async () => {
    const { code, stderr } = await runCli(['audit']);
    expect(code).toBe(3);
    expect(stderr).not.toMatch(/idempotency-key|Whether/);
  });

  it('cannot make a terminal obey what a server sends', async () => {
    const body = { code: 'x\u001b[2J', detail: 'a\n\u009b31m\u202eb' };
    const type = { 'content-type': 'application/problem+json' };
    const answer = new Response(JSON.stringify(body), { status: 400, headers: type });
    for (const more of [[], ['--json']]) {
      const { stderr } = await runCli(['revoke', 'id:usr_1', ...more], answering(answer));
      expect(stderr).toMatch(/\\u009b31m\\u202eb/);
      expect(stderr.trimEnd()).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    }
  });
});
