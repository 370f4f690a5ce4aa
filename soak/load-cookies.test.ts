import { describe, expect, it } from '@jest/globals';
import { LoadCookies } from './load-cookies.ts';

describe('the cookies of a load', () => {
  it('are sent to their own host, the latest value of each name', () => {
    const cookies = new LoadCookies();
    cookies.keep('a.localhost:1', ['x=1; Path=/; HttpOnly', '__Host-y=2; Max-Age=60; Secure']);
    cookies.keep('a.localhost:1', ['x=3; Path=/']);
    expect(cookies.header('a.localhost:1')).toBe('x=3; __Host-y=2');
    expect(cookies.header('b.localhost:2')).toBe('');
    expect(cookies.has('a.localhost:1', 'y')).toBe(true);
    expect(cookies.has('b.localhost:2', 'y')).toBe(false);
  });

  it('go when they are cleared, and when their age is over', () => {
    let now = 0;
    const cookies = new LoadCookies(() => now);
    cookies.keep('a', ['x=1; Max-Age=60', 'y=2']);
    cookies.keep('a', ['y=; Max-Age=0']);
    now = 59_999;
    expect(cookies.header('a')).toBe('x=1');
    now = 60_000;
    expect(cookies.header('a')).toBe('');
  });
});
