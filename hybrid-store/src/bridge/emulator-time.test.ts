import { describe, expect, it } from '@jest/globals';
import type { Request, Response } from 'express';
import { createEmulatorTime } from './emulator-time.ts';

const MACHINE = 1_700_000_000_000;

/** An emulator whose clock is ahead of the machine's, as `ahead` says. */
function world(state: { ahead: number; answers: boolean }) {
  const fetch = async (_url: unknown, init: RequestInit = {}) => {
    if (!state.answers) throw new TypeError('fetch failed');
    if (init.method === 'POST') state.ahead += JSON.parse(String(init.body)).advanceSeconds;
    return Response.json({ now: MACHINE / 1000 + state.ahead });
  };
  const time = createEmulatorTime({
    url: 'http://emulator.test',
    fetch: fetch as typeof globalThis.fetch,
    clock: () => MACHINE,
  });
  const follow = () =>
    new Promise<void>(
      (resolve) => void time.follow({} as Request, {} as Response, () => resolve()),
    );
  return { time, follow };
}

describe("the emulator's time", () => {
  it("is the machine's until the emulator says otherwise", async () => {
    const state = { ahead: 3_600, answers: true };
    const { time, follow } = world(state);
    expect(time.clock()).toBe(MACHINE);
    await follow();
    expect(time.clock()).toBe(MACHINE + 3_600_000);
  });

  it('passes for both at once', async () => {
    const { time } = world({ ahead: 0, answers: true });
    await time.advance(1_860);
    expect(time.clock()).toBe(MACHINE + 1_860_000);
  });

  it("takes no difference of a second for the emulator's doing", async () => {
    const { time, follow } = world({ ahead: 1, answers: true });
    await follow();
    expect(time.clock()).toBe(MACHINE);
  });

  it('goes on as it did while the emulator does not answer', async () => {
    const state = { ahead: 60, answers: true };
    const { time, follow } = world(state);
    await follow();
    state.answers = false;
    await follow();
    expect(time.clock()).toBe(MACHINE + 60_000);
    expect(await time.isKept()).toBe(false);
    await expect(time.advance(1)).rejects.toThrow();
  });
});
