import { getEventListeners } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { abortWith, systemScheduler } from './scheduler.ts';

const HOUR = 3_600_000;

describe('the scheduler of the machine', () => {
  it('counts forward', async () => {
    const before = systemScheduler.now();
    await systemScheduler.sleep(2);
    expect(systemScheduler.now()).toBeGreaterThan(before);
  });

  it('wakes at once when it is aborted, or was before', async () => {
    const controller = new AbortController();
    const asleep = systemScheduler.sleep(HOUR, controller.signal);
    controller.abort();
    await asleep;
    await systemScheduler.sleep(HOUR, controller.signal);
  });

  it('keeps hold of no signal that it has slept by', async () => {
    const { signal } = new AbortController();
    await systemScheduler.sleep(1, signal);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('does not take a wait beyond the range of timers for none', async () => {
    const controller = new AbortController();
    let isAwake = false;
    const asleep = systemScheduler.sleep(2 ** 40, controller.signal).then(() => {
      isAwake = true;
    });
    await systemScheduler.sleep(5);
    expect(isAwake).toBe(false);
    controller.abort();
    await asleep;
  });

  it('keeps no process alive', () => {
    const controller = new AbortController();
    const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout');
    const before = timers().length;
    systemScheduler.sleep(HOUR, controller.signal);
    expect(timers().length).toBe(before);
    controller.abort();
  });
});

describe('a controller that follows a signal', () => {
  it('is aborted with it, also when that has happened already', () => {
    const [late, early] = [new AbortController(), new AbortController()];
    const source = new AbortController();
    abortWith(late, source.signal);
    source.abort();
    abortWith(early, source.signal);
    expect([late.signal.aborted, early.signal.aborted]).toEqual([true, true]);
  });

  it('is free again when it lets go', () => {
    const [controller, source] = [new AbortController(), new AbortController()];
    abortWith(controller, source.signal)();
    source.abort();
    expect(controller.signal.aborted).toBe(false);
    expect(() => abortWith(controller, undefined)()).not.toThrow();
  });
});
