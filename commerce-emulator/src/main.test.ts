import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from '@jest/globals';

const MAIN = new URL('./main.ts', import.meta.url).pathname;

function start(environment: Record<string, string>) {
  const args = ['--conditions=@domain-bridge/source', MAIN];
  return spawn(process.execPath, args, {
    env: { ...process.env, ...environment, NODE_OPTIONS: '' },
  });
}

describe('main', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    'says where it listens, and stops on %s',
    async (signal) => {
      const emulator = start({ EMULATOR_PORT: '0', EMULATOR_ORIGIN: 'http://emulator.localhost' });
      const [line] = await once(emulator.stdout.setEncoding('utf8'), 'data');
      expect(line).toBe('listening on http://emulator.localhost\n');
      emulator.kill(signal);
      expect(await once(emulator, 'exit')).toEqual([0, null]);
    },
  );

  it('ends with 1, a problem a line, where its environment does not hold', async () => {
    const emulator = start({ EMULATOR_PORT: 'x', EMULATOR_ORIGIN: 'y' });
    let said = '';
    emulator.stderr.setEncoding('utf8').on('data', (text) => {
      said += text;
    });
    expect(await once(emulator, 'close')).toEqual([1, null]);
    expect(said.trim().split('\n')).toHaveLength(2);
  });
});
