import { describe, expect, it } from '@jest/globals';
import { controllerNameOf, siblingPath, standsBesidePages } from './controller-names.ts';

const SITE = '/on/demandware.store/Sites-RefArch-Site/en_US';

describe('the name of a controller', () => {
  it.each([
    [`${SITE}/Login-Logout`, 'Login-Logout'],
    [`${SITE}/Login-Logout/`, 'Login-Logout'],
    [`${SITE}/Login-Logout//`, 'Login-Logout'],
    [`${SITE}/login-logout`, 'login-logout'],
    [`${SITE}/__Analytics-Start`, '__Analytics-Start'],
    [`${SITE}/Login-Logout/x`, null],
    [`${SITE}/Login-Logout.html`, null],
    [SITE, null],
    ['/Login', null],
    ['/', null],
    ['', null],
  ])('at the end of %s is %s', (path, name) => {
    expect(controllerNameOf(path)).toBe(name);
  });
});

describe('another controller of the same site', () => {
  it.each(['Account-Login', 'Account-Login/', 'Account-Login//'])('stands beside %s', (name) => {
    expect(siblingPath(`${SITE}/${name}`, 'Account-Show')).toBe(`${SITE}/Account-Show`);
  });
});

describe('what stands beside a page', () => {
  it.each([
    [`${SITE}/__Analytics-Start`, true],
    [`${SITE}/__Analytics-Start/`, true],
    [`${SITE}/ConsentTracking-Check`, true],
    [`${SITE}/ConsentTracking-Checked`, false],
    [`${SITE}/Cart-Show`, false],
  ])('is told by %s: %s', (path, isBeside) => {
    expect(standsBesidePages(path)).toBe(isBeside);
  });
});
