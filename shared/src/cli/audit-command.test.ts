import { describe, expect, it } from '@jest/globals';
import { answering, json, wireEntry } from '../../../test/support/answering-fetch.ts';
import { runCli } from '../../../test/support/run-cli.ts';

const page = (...ids: number[]) => json({ entries: ids.map(wireEntry) });

describe('audit', () => {
  it('shows entries like a log, the newest last', async () => {
    const { fetch, seen } = answering(page(9, 8));
    const { code, stdout } = await runCli(['audit'], { fetch });
    expect([code, seen[0]?.url]).toEqual([0, 'https://checkout.example/hooks/v1/audit']);
    expect(stdout.split('\n').map((line) => line.split('  ')[0])).toEqual(['8', '9', '']);
    expect(stdout.split('\n')[0]).toBe(
      '8  2027-01-15T08:00:00.008Z  sessions-revoked  user usr_1  by hook:crm  epoch 1 to 2  shopping knew after 12 ms',
    );
  });

  it('asks for the part that is wanted', async () => {
    const { fetch, seen } = answering(page());
    const argv = ['audit', '--user', 'id:usr_1', '--after', '7', '--limit', '200'];
    const { stdout } = await runCli(argv, { fetch });
    expect(seen[0]?.url).toMatch(/\?sub=usr_1&after=7&limit=200$/);
    expect(stdout).toBe('There is no such entry.\n');
  });

  it('writes one JSON document with --json', async () => {
    const { stdout } = await runCli(['audit', '--json'], answering(page(9, 8)));
    expect(JSON.parse(stdout)).toMatchObject({ entries: [{ id: 8, subject: 'usr_1' }, { id: 9 }] });
  });

  it.each([
    ['--user', 'a@example.org'],
    ['--after', '-1'],
    ['--after', '1.5'],
    ['--limit', '0'],
    ['--limit', '201'],
  ])('does not take %s %s', async (...argv) => {
    const { fetch, seen } = answering(page());
    expect([(await runCli(['audit', ...argv], { fetch })).code, seen.length]).toEqual([2, 0]);
  });

  it.each([[[]], [['--json']]])('goes on with --follow %j until it is stopped', async (more) => {
    const { fetch, seen } = answering(page(3, 2), page(), page(4, 5), page(), page(6), page());
    let rounds = 0;
    const sleep = async () => {
      rounds += 1;
      if (rounds > 3) throw new Error('stopped');
    };
    const run = await runCli(['audit', '--follow', ...more], { fetch, sleep });
    const ids = run.stdout
      .trim()
      .split('\n')
      .map((line) => {
        return more.length > 0 ? JSON.parse(line).id : Number.parseInt(line, 10);
      });
    expect(ids).toEqual([2, 3, 4, 5, 6]);
    const after = seen.map(({ url }) => new URL(url).searchParams.get('after'));
    expect(after).toEqual([null, '3', '3', '5', '5', '6']);
  });
});

describe('an entry', () => {
  it.each([
    [{ kind: 'everyone', sub: null, note: 'leak' }, /everybody {2}by hook:crm.*"leak"$/],
    [{ kind: 'session', sid: 's1', new_epoch: null }, /user usr_1 {2}session s1 {2}by hook:crm/],
    [{ kind: 'refused', reason: 'unknown_user', sub: null }, /refused unknown_user {2}by hook:crm/],
    [{ at: 8.64e15 + 1 }, /^1 {2}at no time {2}/],
  ])('like %j is one line', async (members, line) => {
    const entry = { ...wireEntry(1), ...members };
    const { stdout } = await runCli(['audit'], answering(json({ entries: [entry] })));
    expect(stdout.trimEnd()).toMatch(line);
  });

  it('cannot make a terminal obey what somebody wrote by SQL', async () => {
    const entry = {
      ...wireEntry(1),
      actor: 'a\u001b]0;x\u0007',
      note: 'b\n9  forged\u2028c\u{e0001}',
    };
    const { stdout } = await runCli(['audit'], answering(json({ entries: [entry] })));
    expect(stdout.split('\n')).toHaveLength(2);
    expect(stdout).toMatch(/a\\u001b\]0;x\\u0007.*"b\\u000a9 {2}forged\\u2028c\\udb40\\udc01"\n$/);
  });
});
