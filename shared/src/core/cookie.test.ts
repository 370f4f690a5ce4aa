import { describe, expect, it } from '@jest/globals';
import { parseSetCookie } from 'cookie';
import { CookieJar } from './cookie.ts';

describe('reading cookies', () => {
  it('finds a cookie by its exact name', () => {
    const jar = new CookieJar('xa=1; a=2; ab=3', false);
    expect(jar.get('a')).toBe('2');
    expect(jar.get('A')).toBeNull();
    expect(jar.get('b')).toBeNull();
  });

  it('reads only the __Host- name on https, and only the plain one on http', () => {
    const header = 'a=plain; __Host-a=hosted; __Secure-a=secured';
    expect(new CookieJar(header, true).get('a')).toBe('hosted');
    expect(new CookieJar(header, false).get('a')).toBe('plain');
    expect(new CookieJar('a=plain', true).get('a')).toBeNull();
  });

  it('keeps everything after the first equals sign', () => {
    expect(new CookieJar('a=b=c==', false).get('a')).toBe('b=c==');
  });

  it.each([undefined, '', ';', '=', '=1', 'a', ';;a', ' = ; '])('finds nothing in %j', (header) => {
    const jar = new CookieJar(header, false);
    expect(jar.get('a')).toBeNull();
    expect(jar.toHeaders()).toEqual([]);
  });

  it('finds cookies whose names the language uses itself', () => {
    const jar = new CookieJar('__proto__=1; constructor=2', false);
    expect([jar.get('__proto__'), jar.get('constructor'), jar.get('toString')]).toEqual([
      '1',
      '2',
      null,
    ]);
  });

  it('lists a family of cookies by their short names', () => {
    expect(new CookieJar('f-1=a; g-1=b; f-2=c', false).namesWithPrefix('f-')).toEqual([
      'f-1',
      'f-2',
    ]);
    expect(new CookieJar('__Host-f-1=a; f-2=c', true).namesWithPrefix('f-')).toEqual(['f-1']);
  });
});

describe('a duplicated cookie', () => {
  it.each(['a=1; a=2', 'a=1; a=1', 'a=1;b=2;a=', 'a=1; a=2; a=3'])(
    'is not believed in %j, whichever stands first, and is cleared',
    (header) => {
      const jar = new CookieJar(header, false);
      expect(jar.get('a')).toBeNull();
      expect(jar.toHeaders().map((h) => parseSetCookie(h))).toMatchObject([
        { name: 'a', value: '', maxAge: 0 },
      ]);
    },
  );

  it('does not harm its neighbours', () => {
    const jar = new CookieJar('a=1; b=2; a=3', false);
    expect(jar.get('b')).toBe('2');
    expect(jar.toHeaders()).toEqual([]);
  });

  it('gives way to the value we set in its place', () => {
    const jar = new CookieJar('a=1; a=2', false);
    jar.set('a', 'ours', 60);
    expect(jar.get('a')).toBe('ours');
    expect(jar.toHeaders()).toHaveLength(1);
  });
});

describe('setting cookies', () => {
  it('writes HttpOnly, Lax, Path=/ and no Domain; Secure and the prefix on https alone', () => {
    for (const secure of [true, false]) {
      const jar = new CookieJar(undefined, secure);
      jar.set('a', 'v', 60);
      const [cookie] = jar.toHeaders().map((h) => parseSetCookie(h));
      expect(cookie).toMatchObject({
        name: secure ? '__Host-a' : 'a',
        value: 'v',
        maxAge: 60,
        path: '/',
        httpOnly: true,
        sameSite: 'lax',
      });
      expect(cookie?.secure ?? false).toBe(secure);
      expect(cookie?.domain).toBeUndefined();
    }
  });

  it('shows the rest of the request what was set or cleared', () => {
    const jar = new CookieJar('a=1; b=2', false);
    jar.set('a', '3', 60);
    jar.clear('b');
    expect([jar.get('a'), jar.get('b')]).toEqual(['3', null]);
  });

  it('sends the last value of a name only', () => {
    const jar = new CookieJar(undefined, false);
    jar.set('a', '1', 60);
    jar.clear('a');
    jar.set('a', '2', 60);
    expect(jar.toHeaders().map((h) => parseSetCookie(h).value)).toEqual(['2']);
  });

  it('makes a value once, and none that is replaced before anybody needs it', () => {
    const jar = new CookieJar(undefined, false);
    const made: string[] = [];
    const make = (value: string) => () => {
      made.push(value);
      return value;
    };
    jar.set('a', make('1'), 60);
    jar.set('a', make('2'), 60);
    expect(jar.peek('a')).toBe(jar.peek('a'));
    expect(made).toEqual([]);
    expect([jar.get('a'), jar.get('a')]).toEqual(['2', '2']);
    expect(jar.toHeaders().map((h) => parseSetCookie(h).value)).toEqual(['2']);
    expect(made).toEqual(['2']);
  });

  it('sends nothing when nothing was set', () => {
    const jar = new CookieJar('a=1', true);
    jar.get('a');
    expect(jar.toHeaders()).toEqual([]);
  });
});
