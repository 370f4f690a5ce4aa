import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { runProcess } from '../cli/bin-process.ts';
import { freePort, isFree } from '../support/running-store.ts';

const CONDITIONS = '--conditions=@domain-bridge/source';
const scriptOf = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const START = scriptOf('scripts/start.ts');
const SHOP = scriptOf('shopping-domain/src/main.ts');

/** The scripts that hold a terminal open need Python; without it they are skipped, and say so. */
const hasPython = spawnSync('python3', ['--version']).status === 0;
if (!hasPython) process.stderr.write('skipped "a terminal closes": there is no python3\n');

const ENDED = { stdout: 'ended\n', stderr: '' };

/** Runs a program in a terminal of its own, has it reload, closes the terminal, and waits. */
const TERMINAL = `
import os, pty, signal, sys
pid, terminal = pty.fork()
if pid == 0: os.execv(sys.argv[2], sys.argv[2:])
seen = b""
def until(text, times=1):
    global seen
    while seen.count(text) < times: seen += os.read(terminal, 65536)
until(b"listening on", int(sys.argv[1]))
os.kill(pid, signal.SIGHUP)
until(b'"keys reloaded"', int(sys.argv[1]))
os.close(terminal)
os.waitpid(pid, 0)
print("ended")
`;

/** As a shell does that ends: it tells its job, and lets go of the terminal then. What the job says goes to a file. */
const SHELL = `
import os, pty, signal, sys, time
open(sys.argv[1], "w").close()
pid, terminal = pty.fork()
if pid == 0:
    job = os.fork()
    if job == 0:
        out = os.open(sys.argv[1], os.O_RDWR | os.O_CREAT)
        for stream in (0, 1, 2): os.dup2(out, stream)
        os.setpgid(0, 0)
        os.execv(sys.argv[2], sys.argv[2:])
    said = lambda text: text in open(sys.argv[1], "rb").read()
    while not said(b"listening on"): time.sleep(0.05)
    os.kill(job, signal.SIGHUP)
    while not said(b'"keys reloaded"'): time.sleep(0.05)
    os._exit(0)
os.waitpid(pid, 0)
while b'"stopped"' not in open(sys.argv[1], "rb").read(): time.sleep(0.05)
print("ended")
`;

(hasPython ? describe : describe.skip)('a terminal closes', () => {
  let dataDir: string;
  let env: Readonly<Record<string, string>>;
  let ports: readonly number[];
  beforeEach(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'domain-bridge-'));
    const [shopping, checkout] = [await freePort(), await freePort()];
    ports = [shopping, checkout];
    env = {
      DATA_DIR: dataDir,
      SHOPPING_ORIGIN: `http://shop.localhost:${shopping}`,
      CHECKOUT_ORIGIN: `https://checkout.localhost:${checkout}`,
    };
  });
  afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

  const isEverythingFree = async () => (await Promise.all(ports.map(isFree))).every(Boolean);

  it.each([
    ['npm start', START, 2],
    ['one server', SHOP, 1],
  ])(
    'on %s: it had its keys read again while the terminal was there, and ends with it',
    async (...row) => {
      const [, script, servers] = row;
      const argv = ['-c', TERMINAL, `${servers}`, process.execPath, CONDITIONS, script];
      const { stdout, stderr } = await runProcess('python3', argv, env);
      expect({ stdout, stderr }).toEqual(ENDED);
      expect(await isEverythingFree()).toBe(true);
    },
  );

  it('on a job in the background that writes elsewhere: it ends as well', async () => {
    const argv = ['-c', SHELL, join(dataDir, 'log'), process.execPath, CONDITIONS, SHOP];
    const { stdout, stderr } = await runProcess('python3', argv, env);
    expect({ stdout, stderr }).toEqual(ENDED);
    expect(await isEverythingFree()).toBe(true);
  });
});
