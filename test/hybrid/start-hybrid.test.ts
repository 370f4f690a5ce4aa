import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from '@jest/globals';
import { until } from '../support/known-shopper.ts';
import { PROCESS_ENVIRONMENT } from '../support/process-environment.ts';
import { freePort } from '../support/running-store.ts';
import { Walker } from './walker.ts';

const SCRIPT = fileURLToPath(new URL('../../scripts/start-hybrid.ts', import.meta.url));
const now = (): number => Date.now() / 1000;

describe('npm run start:hybrid', () => {
  const begun: (() => unknown)[] = [];
  afterEach(async () => {
    for (const end of begun.splice(0).reverse()) await end();
  });

  async function start(more: Readonly<Record<string, string>> = {}) {
    const [port, emulatorPort] = [await freePort(), await freePort()];
    const dataDir = mkdtempSync(join(tmpdir(), 'hybrid-'));
    begun.push(() => rmSync(dataDir, { recursive: true, force: true }));
    const origin = `http://hybrid.localhost:${port}`;
    const emulatorUrl = `http://127.0.0.1:${emulatorPort}`;
    const program = spawn(process.execPath, ['--conditions=@domain-bridge/source', SCRIPT], {
      env: {
        ...PROCESS_ENVIRONMENT,
        HYBRID_ORIGIN: origin,
        EMULATOR_URL: emulatorUrl,
        EMULATOR_PORT: String(emulatorPort),
        DATA_DIR: dataDir,
        LOG_LEVEL: 'silent',
        ...more,
      },
    });
    const output: string[] = [];
    program.stdout.on('data', (bytes) => output.push(String(bytes)));
    program.stderr.on('data', (bytes) => output.push(String(bytes)));
    begun.push(() => endOf(program));
    return { program, origin, emulatorUrl, text: () => output.join('') };
  }

  it('starts emulator and storefront, says so, and ends both together', async () => {
    const { program, origin, emulatorUrl, text } = await start();
    await untilSaid(program, text, [`listening on ${emulatorUrl}\n`, `listening on ${origin}\n`]);
    const walker = new Walker(origin, now);
    begun.push(() => walker.close());
    expect(await walker.open('/')).toMatchObject({ status: 200, side: 'headless', who: 'guest' });
    expect(await walker.open('/readyz')).toMatchObject({ body: '{"store":"ok","peer":"up"}' });
    expect(await endOf(program)).toBe(0);
    await expect(walker.open('/')).rejects.toThrow();
    await expect(fetch(emulatorUrl)).rejects.toThrow();
  });

  it('ends both on SIGHUP too: there are no keys to be read again', async () => {
    const { program, origin, emulatorUrl, text } = await start();
    await untilSaid(program, text, [`listening on ${emulatorUrl}\n`, `listening on ${origin}\n`]);
    const exited = once(program, 'exit');
    program.kill('SIGHUP');
    expect(await exited).toEqual([0, null]);
    await expect(fetch(emulatorUrl)).rejects.toThrow();
  });

  it('switches the emulator to Hybrid Auth along with the storefront', async () => {
    const { program, origin, emulatorUrl, text } = await start({ BRIDGE_SYNC: 'hybrid-auth' });
    await untilSaid(program, text, [`listening on ${origin}\n`]);
    await until(async () => {
      const switches = await (await fetch(`${emulatorUrl}/__emulator/switches`)).json();
      return switches.sync === 'hybrid_auth';
    });
    const walker = new Walker(origin, now);
    begun.push(() => walker.close());
    const controllers = '/on/demandware.store/Sites-RefArch-Site/en_US';
    await walker.open(`${controllers}/Home-Show`);
    await walker.post(`${controllers}/Cart-AddProduct`, { pid: 'clip-lamp', quantity: '1' });
    expect(await walker.open('/')).toMatchObject({ side: 'headless', who: 'guest', pieces: 1 });
  });

  it('ends with 1 and every problem when the storefront cannot be configured', async () => {
    const { program, text } = await start({ STORAGE: 'disk', SLAS_CLIENT: 'secret' });
    const [code] = (await once(program, 'exit')) as [number | null];
    expect(code).toBe(1);
    expect(text()).toContain('SLAS_CLIENT expected public | private');
    expect(text()).toContain('STORAGE expected cookies | httpOnly | server');
  });
});

async function endOf(program: ChildProcess): Promise<number | null> {
  if (program.exitCode !== null) return program.exitCode;
  const exited = once(program, 'exit');
  program.kill('SIGTERM');
  const [code] = (await exited) as [number | null];
  return code;
}

/** Resolves when all of it has been said; rejects when the program ends before. */
async function untilSaid(
  program: ChildProcess,
  text: () => string,
  sentences: readonly string[],
): Promise<void> {
  const isSaid = (): boolean => sentences.every((sentence) => text().includes(sentence));
  const ended = once(program, 'exit').then(() => {
    throw new Error(`the program ended:\n${text()}`);
  });
  ended.catch(() => {});
  while (!isSaid()) await Promise.race([once(program.stdout ?? program, 'data'), ended]);
}
