import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import SQLite from 'better-sqlite3';

/** Tells that it tries, writes down when it is in and, once it is told to, when it is out. */
const WORK = `
  import { appendFileSync } from 'node:fs';
  import { once } from 'node:events';
  import { withSetupLock } from '${new URL('./setup-lock.ts', import.meta.url)}';
  const [name, dir, journal] = process.argv.slice(1);
  const note = (word) => appendFileSync(journal, name + ' ' + word + '\\n');
  process.stdout.write('tries\\n');
  await withSetupLock(dir, async () => {
    note('in');
    process.stdout.write('in\\n');
    await once(process.stdin, 'data');
    note('out');
  });
  process.exit();
`;

describe('the lock of the first start', () => {
  const workers: ChildProcess[] = [];
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'domain-bridge-'));
  });
  afterEach(() => {
    for (const worker of workers.splice(0)) worker.kill('SIGKILL');
    rmSync(root, { recursive: true });
  });

  const journal = (): string => join(root, 'journal');
  function startWorker(name: string): ChildProcess {
    const script = ['--input-type=module', '--eval', WORK];
    const worker = spawn(process.execPath, [...script, name, join(root, 'data'), journal()]);
    workers.push(worker);
    return worker;
  }
  /** Whether somebody who does not wait would get the lock. */
  function isFree(): boolean {
    const lock = new SQLite(join(root, 'data', 'setup.lock'), { timeout: 0 });
    try {
      lock.exec('BEGIN EXCLUSIVE');
      return true;
    } catch {
      return false;
    } finally {
      lock.close();
    }
  }
  /** Waits until a worker has said a word. */
  async function said(worker: ChildProcess, word: string): Promise<void> {
    for (let text = ''; !text.includes(word); )
      text += (await once(worker.stdout ?? worker, 'data'))[0];
  }

  it('lets one process in at a time', async () => {
    const first = startWorker('first');
    await said(first, 'in');
    const second = startWorker('second');
    await said(second, 'tries');
    expect(isFree()).toBe(false);
    first.stdin?.write('go');
    await said(second, 'in');
    second.stdin?.write('go');
    await once(second, 'exit');
    expect(isFree()).toBe(true);
    const order = ['first in', 'first out', 'second in', 'second out', ''];
    expect(readFileSync(journal(), 'utf8').split('\n')).toEqual(order);
  });

  it('falls to the next one when its holder is killed', async () => {
    const first = startWorker('first');
    await said(first, 'in');
    const second = startWorker('second');
    await said(second, 'tries');
    first.kill('SIGKILL');
    await said(second, 'in');
    second.stdin?.write('go');
    await once(second, 'exit');
    const order = ['first in', 'second in', 'second out', ''];
    expect(readFileSync(journal(), 'utf8').split('\n')).toEqual(order);
  });
});
