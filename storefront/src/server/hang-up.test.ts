import { describe, expect, it } from '@jest/globals';
import { createHangUpHandler } from './hang-up.ts';

function createWorld(atStart: { hasTerminal: boolean; platform?: NodeJS.Platform }) {
  const done: string[] = [];
  const waiting: (() => void)[] = [];
  const now = { ...atStart };
  const hangUp = createHangUpHandler(
    { onReload: () => done.push('reload'), onTerminalClosed: () => done.push('stop') },
    {
      hasTerminal: () => now.hasTerminal,
      platform: atStart.platform ?? 'linux',
      later: (act) => waiting.push(act),
    },
  );
  const pass = () => {
    for (const act of waiting.splice(0)) act();
  };
  return { done, now, hangUp, pass };
}

describe('a SIGHUP', () => {
  it.each([
    ['under a service manager', false],
    ['in a terminal that stays', true],
  ])('asks %s for the keys to be read again', (_, hasTerminal) => {
    const { done, hangUp, pass } = createWorld({ hasTerminal });
    hangUp();
    pass();
    hangUp();
    expect(done).toEqual(['reload', 'reload']);
  });

  it('says of a terminal that has closed that it is over', () => {
    const { done, now, hangUp } = createWorld({ hasTerminal: true });
    now.hasTerminal = false;
    hangUp();
    expect(done).toEqual(['stop']);
  });

  it('of a shell that closes its terminal a moment later means that, too', () => {
    const { done, now, hangUp, pass } = createWorld({ hasTerminal: true });
    hangUp();
    now.hasTerminal = false;
    pass();
    expect(done).toEqual(['reload', 'stop']);
  });

  it('says on Windows that the console has closed', () => {
    const { done, hangUp } = createWorld({ hasTerminal: false, platform: 'win32' });
    hangUp();
    expect(done).toEqual(['stop']);
  });
});
