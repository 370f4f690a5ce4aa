import { describe, expect, it } from '@jest/globals';
import { createFaults, parseFault } from './faults.ts';

describe('faults', () => {
  it('happen as often as they were asked for, in their order', () => {
    const faults = createFaults();
    faults.add(parseFault({ operation: 'token', status: 503, times: 2 }));
    faults.add(parseFault({ operation: '*', status: 500, times: 1 }));
    const taken = ['token', 'token', 'token', 'token'].map((name) => faults.take(name)?.status);
    expect(taken).toEqual([503, 503, 500, undefined]);
  });

  it('stand until they are cleared, when nobody counts them', () => {
    const faults = createFaults();
    faults.add(parseFault({ operation: 'token', status: 503 }));
    expect([faults.take('token'), faults.take('token')].map((fault) => fault?.status)).toEqual([
      503, 503,
    ]);
    faults.clear();
    expect(faults.take('token')).toBeNull();
  });

  it('leave other operations alone', () => {
    const faults = createFaults();
    faults.add(parseFault({ operation: 'token', status: 503 }));
    expect(faults.take('authorize')).toBeNull();
  });

  it.each([
    [null, 'a fault expected an object'],
    [{}, 'a fault has a wrong operation'],
    [{ operation: 'token', status: 200 }, 'a fault has a wrong status'],
    [{ operation: 'token', times: 0 }, 'a fault has a wrong times'],
    [
      { operation: 'token', delaySeconds: -1, drop: true },
      'a fault has a wrong delaySeconds, drop',
    ],
    [{ operation: 'token', colour: 'red' }, 'a fault has a wrong colour'],
  ])('refuse %j', (input, message) => {
    expect(() => parseFault(input)).toThrow(new TypeError(message));
  });
});
