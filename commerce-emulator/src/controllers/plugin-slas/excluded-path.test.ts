import { describe, expect, it } from '@jest/globals';
import { isExcludedPath } from './excluded-path.ts';

const BASE = '/on/demandware.store/Sites-RefArch-Site/en_US/';

describe('isExcludedPath', () => {
  it.each([
    '__Analytics-Start',
    '__SYSTEM__Page-Include',
    'ConsentTracking-Check',
    'ConsentTracking-GetContent',
    'ConsentTracking-SetConsent',
    'ConsentTracking-SetSession',
    'SLASSessionHelper-SaveSession',
    'TestHelper-TestGeoLocationSlasExclude',
  ])('excludes %s', (controller) => {
    expect(isExcludedPath(BASE + controller)).toBe(true);
  });

  it.each(['Home-Show', 'Cart-Show', 'Login-Show'])('does not exclude %s', (controller) => {
    expect(isExcludedPath(BASE + controller)).toBe(false);
  });
});
