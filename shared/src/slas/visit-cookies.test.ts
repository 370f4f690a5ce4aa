import { describe, expect, it } from '@jest/globals';
import { VisitCookies } from './visit-cookies.ts';

describe('the cookies of a visit', () => {
  it('are what the browser sent, as long as nothing was set', () => {
    expect(new VisitCookies('a=1; b=2').header()).toBe('a=1; b=2');
    expect(new VisitCookies(undefined).header()).toBeUndefined();
  });

  it('are what the browser will have: set ones replaced, cleared ones gone', () => {
    const cookies = new VisitCookies('a=1; b=2; c=3');
    cookies.add(['b=4; Path=/', 'c=; Max-Age=0; Path=/', 'd=5; Max-Age=60']);
    expect(cookies.header()).toBe('a=1; b=4; d=5');
  });

  it('keep a name that came twice, so that nobody believes it', () => {
    const cookies = new VisitCookies('a=1; a=2');
    expect(cookies.header()).toBe('a=1; a=2');
    cookies.add(['a=3; Path=/']);
    expect(cookies.header()).toBe('a=3');
  });

  it('send one value for each name: the one that was set last', () => {
    const cookies = new VisitCookies('a=1');
    cookies.add(['a=2; Path=/', 'b=1; Path=/']);
    cookies.add(['a=; Max-Age=0; Path=/']);
    expect(cookies.toSend()).toEqual(['b=1; Path=/', 'a=; Max-Age=0; Path=/']);
  });

  it('pass values on as they stand, escapes included', () => {
    const cookies = new VisitCookies(undefined);
    cookies.add(['dwsid=ab%3D%3D; Path=/', 'e=x==; Path=/']);
    expect(cookies.header()).toBe('dwsid=ab%3D%3D; e=x==');
  });
});
