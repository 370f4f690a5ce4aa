import { describe, expect, it } from '@jest/globals';
import { DEFAULT_SWITCHES, parseSwitches } from './switches.ts';

describe('switches', () => {
  it('can each be set to what they are', () => {
    expect(parseSwitches(DEFAULT_SWITCHES)).toEqual(DEFAULT_SWITCHES);
    expect(parseSwitches({})).toEqual({});
  });

  it('names everything that is wrong at once', () => {
    const wrong = { sync: 'magic', production: 1, basketLifetimeSeconds: 0, constructor: true };
    expect(() => parseSwitches(wrong)).toThrow(
      'sync expected none | plugin_slas | hybrid_auth; production expected true or false; ' +
        'basketLifetimeSeconds expected a whole number above 0; unknown switch constructor',
    );
    expect(() => parseSwitches(null)).toThrow('switches expected an object');
  });
});
