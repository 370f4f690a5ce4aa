import { describe, expect, it } from '@jest/globals';
import { createCallLog } from './call-log.ts';

const CALL = {
  at: 1,
  service: 'slas',
  operation: 'token',
  isPage: false,
  method: 'POST',
  path: '/',
  dwsid: null,
  clientIp: null,
} as const;

describe('call log', () => {
  it('numbers calls in the order of their arrival', () => {
    const log = createCallLog();
    const first = log.begin(CALL);
    log.begin(CALL);
    first.status = 200;
    expect(log.list().map(({ n, status }) => [n, status])).toEqual([
      [1, 200],
      [2, null],
    ]);
    expect(log.list(1).map(({ n }) => n)).toEqual([2]);
  });

  it('begins at 1 again once it is cleared', () => {
    const log = createCallLog();
    log.begin(CALL);
    log.clear();
    expect(log.begin(CALL).n).toBe(1);
  });

  it('forgets the oldest, and keeps the last ten thousand', () => {
    const log = createCallLog();
    for (let n = 0; n < 25_000; n += 1) log.begin(CALL);
    const calls = log.list();
    expect(calls.length).toBeGreaterThanOrEqual(10_000);
    expect(calls.length).toBeLessThan(20_000);
    expect(calls.at(-1)?.n).toBe(25_000);
  });
});
