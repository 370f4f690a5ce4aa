import { beforeEach, describe, expect, it } from '@jest/globals';
import { type CliWorld, runCli } from '../../../../test/support/run-cli.ts';
import { parseKeyFile } from '../../crypto/key-file.ts';
import { generateSigningKeys, parseSigningKeys } from '../../invalidation/signing-keys.ts';
import { FileChanged } from '../replace-file.ts';

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
const START = Date.UTC(2026, 10, 20);
const OLD = `old:${'A'.repeat(43)}`;

let files: Record<string, string>;
let now: number;
beforeEach(() => {
  files = { keys: `${OLD}\n` };
  now = START;
});

type Kind = 'bridge' | 'cookie' | 'signing';

function run(command: readonly string[], world: CliWorld = {}) {
  return runCli(['keys', ...command, '--file', 'keys'], {
    files,
    clock: () => now,
    env: {},
    ...world,
  });
}

async function take(step: string, kind: Kind, ...more: readonly string[]) {
  const { code, stdout, stderr } = await run(['rotate', '--step', step, '--kind', kind, ...more]);
  return { code, text: stdout + stderr };
}

async function list(kind: Kind, ...more: readonly string[]) {
  const { stdout } = await run(['list', '--kind', kind, '--json', ...more]);
  return JSON.parse(stdout);
}

/** What each key of the file does, as its readers see it. */
async function kidsOf(kind: Kind): Promise<readonly string[]> {
  const text = files.keys ?? '';
  const { keys } = kind === 'signing' ? await parseSigningKeys(text) : parseKeyFile(text);
  return keys.map(({ kid }) => kid);
}

describe.each([
  ['bridge', 10 * MINUTE],
  ['cookie', 30 * DAY],
  ['signing', 10 * MINUTE],
] as const)('a rotation of %s keys', (kind, wait) => {
  beforeEach(async () => {
    if (kind === 'signing') files.keys = await generateSigningKeys();
  });

  it('goes in three steps: known, first, and the old one gone when nothing is about', async () => {
    const [old] = await kidsOf(kind);
    expect((await take('add', kind)).code).toBe(0);
    const [first, fresh] = await kidsOf(kind);
    expect(first).toBe(old);
    now += 10 * MINUTE;
    expect((await take('promote', kind)).code).toBe(0);
    expect(await kidsOf(kind)).toEqual([fresh, old]);
    now += wait;
    expect((await take('retire', kind)).code).toBe(0);
    expect(await kidsOf(kind)).toEqual([fresh]);
  });

  it('does not drop the old one while something under it may be about', async () => {
    await take('add', kind);
    now += 10 * MINUTE;
    await take('promote', kind);
    const before = files.keys;
    now += wait - 1;
    const early = await take('retire', kind);
    expect(early.code).toBe(1);
    expect(early.text).toMatch(/^refused: something under .* may be about until 2026-/);
    expect(files.keys).toBe(before);
  });

  it('is refused, when there is nothing for a step to do', async () => {
    const before = files.keys;
    expect(await take('promote', kind)).toMatchObject({ code: 1 });
    expect(await take('promote', kind, '--force')).toMatchObject({ code: 1 });
    expect(await take('retire', kind)).toMatchObject({ code: 1 });
    expect(await take('retire', kind, '--force')).toMatchObject({ code: 1 });
    expect(files.keys).toBe(before);
    await take('add', kind);
    expect(await take('add', kind)).toMatchObject({ code: 1 });
  });

  it('keeps a key that waits for its turn, also by force', async () => {
    await take('add', kind);
    now += 10 * MINUTE;
    await take('promote', kind);
    await take('add', kind);
    const [first, , waiting] = await kidsOf(kind);
    const { code, text } = await take('retire', kind, '--force');
    expect([code, await kidsOf(kind)]).toEqual([0, [first, waiting]]);
    expect(text).toContain('Forced: nobody has checked whether this loses carts.');
  });

  it('shows what each key does, since when, and what is next', async () => {
    const [old] = await kidsOf(kind);
    expect(await list(kind)).toMatchObject({
      kind,
      keys: [{ kid: old, stage: 'first', since: null }],
      next: { step: 'add' },
    });
    await take('add', kind);
    const added = new Date(now).toISOString();
    expect(await list(kind)).toMatchObject({
      keys: [{ stage: 'first' }, { stage: 'waiting', since: added }],
      next: { step: 'promote' },
    });
    now += 10 * MINUTE;
    await take('promote', kind);
    const [first, other] = kind === 'signing' ? ['signs', 'published'] : ['seals', 'opens'];
    const [promoted, from] = [now, now + wait].map((at) => new Date(at).toISOString());
    expect(await list(kind)).toMatchObject({
      keys: [
        { does: first, stage: 'first', since: promoted, retireFrom: null },
        { kid: old, does: other, stage: 'former', since: promoted, retireFrom: from },
      ],
      next: { step: 'retire', from },
    });
  });

  it('never shows a secret', async () => {
    const runs = [
      await run(['list', '--kind', kind]),
      await run(['list', '--kind', kind, '--json']),
    ];
    for (const step of ['add', 'promote', 'retire']) {
      runs.push(await run(['rotate', '--step', step, '--kind', kind, '--force']));
    }
    expect(runs.map(({ code }) => code)).toEqual([0, 0, 0, 0, 0]);
    const secrets = `${files.keys}${OLD}`.match(/(?<="d": ?"|^[\w-]+:)[\w-]{43}/gm) ?? [];
    expect(secrets.length).toBeGreaterThan(0);
    for (const { stdout, stderr } of runs) {
      for (const secret of secrets) expect(stdout + stderr).not.toContain(secret);
    }
  });
});

describe('a file of root keys', () => {
  it('keeps its comments, and gets a key a line', async () => {
    files.keys = `# of the store\n\n${OLD}, older:${'E'.repeat(43)}\n  # two\n`;
    await take('add', 'bridge');
    expect(files.keys).toMatch(
      /^# of the store\n# two\n#: kind bridge\nold:A+\nolder:E+\n#: added 2026-11-20-AQEB 2026-11-20T00:00:00.000Z\n2026-11-20-AQEB:.+\n$/,
    );
  });

  it('is not taken for one of another kind: cookies would be dropped after ten minutes', async () => {
    await take('add', 'cookie');
    await take('promote', 'cookie');
    now += DAY;
    const { code, text } = await take('retire', 'bridge');
    expect([code, text]).toEqual([2, expect.stringContaining('of another kind than bridge')]);
  });

  it('says nothing of keys that somebody wrote into it: they are neither promoted nor dropped', async () => {
    files.keys = `new:${'E'.repeat(43)}\n${OLD}\n`;
    expect((await list('bridge')).next.what).toMatch(/^retire --force/);
    expect((await take('promote', 'bridge')).code).toBe(1);
    expect((await take('retire', 'bridge')).text).toContain('the file does not say since when old');
    expect((await take('retire', 'bridge', '--force')).code).toBe(0);
    expect(await kidsOf('bridge')).toEqual(['new']);
  });

  it('can be promoted by hand where somebody added by hand, and back', async () => {
    files.keys = `${OLD}\nnew:${'E'.repeat(43)}\n`;
    await take('promote', 'bridge', '--force');
    expect(await kidsOf('bridge')).toEqual(['new', 'old']);
    await take('promote', 'bridge', '--force');
    expect(await kidsOf('bridge')).toEqual(['old', 'new']);
  });

  it('believes no record of a time to come', async () => {
    await take('add', 'bridge');
    await take('promote', 'bridge');
    now -= DAY;
    expect((await take('retire', 'bridge')).code).toBe(1);
  });
});

it('cookies that live longer are waited for longer', async () => {
  await take('add', 'cookie');
  await take('promote', 'cookie');
  now += 60 * DAY;
  expect((await take('retire', 'cookie', '--lifetime-days', '90')).code).toBe(1);
  expect((await take('retire', 'cookie', '--lifetime-days', '60')).code).toBe(0);
});

it('a signing key is not promoted before receivers can know it, unless by force', async () => {
  files.keys = await generateSigningKeys();
  await take('add', 'signing');
  now += 10 * MINUTE - 1;
  expect((await take('promote', 'signing')).text).toMatch(/is not known everywhere before 2026-/);
  expect((await take('promote', 'signing', '--force')).code).toBe(0);
});

describe('what is wrong with the command or the file', () => {
  it.each([
    [['list']],
    [['list', '--kind', 'hook']],
    [['rotate', '--kind', 'bridge']],
    [['rotate', '--kind', 'bridge', '--step', 'all']],
    [['rotate', '--kind', 'cookie', '--step', 'retire', '--lifetime-days', '0']],
    [['list', '--kind', 'signing']],
  ])('%j ends with 2', async (argv) => {
    expect(await run(argv)).toMatchObject({ code: 2, stdout: '' });
  });

  it('a file that is not there, or is no file of keys, ends with 2 and is not repeated', async () => {
    const secret = 'c2VjcmV0LXNlY3JldA';
    for (const text of [undefined, `k1:${secret}`, secret]) {
      const world: CliWorld = text === undefined ? { files: {} } : { files: { keys: text } };
      const { code, stderr } = await run(['list', '--kind', 'bridge'], world);
      expect([code, stderr.includes(secret)]).toEqual([2, false]);
      expect(stderr).toMatch(/^the file of --file (cannot be read: ENOENT|holds no bridge keys: )/);
    }
  });

  it.each([
    ['has changed meanwhile', new FileChanged('the file has changed'), 'the file has changed'],
    ['must not be written', Object.assign(new Error('x'), { code: 'EACCES' }), 'EACCES'],
  ])('a file that %s ends with 1', async (_, error, word) => {
    const replaceFile = () => {
      throw error;
    };
    const argv = ['rotate', '--step', 'add', '--kind', 'bridge'];
    const { code, stderr } = await run(argv, { replaceFile });
    expect([code, stderr]).toEqual([1, expect.stringContaining(word)]);
    const { stderr: json } = await run([...argv, '--json'], { replaceFile });
    expect(JSON.parse(json)).toEqual({ error: 'refused', message: expect.stringContaining(word) });
  });
});
