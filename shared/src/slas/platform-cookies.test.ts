import { describe, expect, it } from '@jest/globals';
import { isPlatformCookie, parseSession, withoutDoubledSession } from './platform-cookies.ts';

const NOW = Date.UTC(2040, 0, 1) / 1000;
const DWSID = `${'aB-_'.repeat(21)}aB==`;
const HASH = '0123456789abcdef0123456789abcdef';
const read = (...lines: string[]) => parseSession(lines, NOW);

describe('the cookies of a controller session', () => {
  it('are read with their lifetimes, a deletion too', () => {
    expect(
      read(
        `dwsid=${DWSID}; Path=/; HttpOnly; Secure; SameSite=None`,
        `dwanonymous_${HASH}=abdtkZzH6sqInJGIHNR1yUw90A; Path=/; Max-Age=15552000`,
        `dwsecuretoken_${HASH}=""; Expires=Thu, 01-Jan-1970 00:00:10 GMT; Path=/`,
      ),
    ).toEqual({
      dwsid: DWSID,
      cookies: [
        { name: 'dwsid', value: DWSID, maxAgeSeconds: null },
        {
          name: `dwanonymous_${HASH}`,
          value: 'abdtkZzH6sqInJGIHNR1yUw90A',
          maxAgeSeconds: 15_552_000,
        },
        { name: `dwsecuretoken_${HASH}`, value: '', maxAgeSeconds: 0 },
      ],
    });
  });

  it('are deletions by a lifetime that is over, whatever the value', () => {
    for (const attribute of ['Max-Age=0', 'Max-Age=-1', 'Expires=Sat, 31 Dec 2039 23:59:59 GMT']) {
      expect(read('dwsid=a', `dwanonymous_x=v; ${attribute}`)?.cookies[1]).toEqual({
        name: 'dwanonymous_x',
        value: '',
        maxAgeSeconds: 0,
      });
      expect(read(`dwsid=a; ${attribute}`)).toBeNull();
    }
  });

  it('count an end in time from now', () => {
    expect(read('dwsid=a; Expires=Sun, 01 Jan 2040 00:01:00 GMT')?.cookies[0]).toMatchObject({
      maxAgeSeconds: 60,
    });
  });

  it('are decoded as plugin_slas decodes them', () => {
    expect(read('dwsid=abc%3D%3D')?.dwsid).toBe('abc==');
  });

  it('are the last of their name', () => {
    expect(read('dwsid=a', 'dwsid=b')).toMatchObject({
      dwsid: 'b',
      cookies: [{ name: 'dwsid', value: 'b' }],
    });
  });

  it('leave out what is none of theirs, and what no cookie can hold', () => {
    const session = read(
      'dwsid=a',
      'sid=1',
      'cc-at_RefArch=x',
      'dwanonymous_=x',
      'dwanonymous_a b=x',
      'xdwsid=1',
      'dwsecuretoken_y=a%3Bb',
      'dwsecuretoken_z=a%0D%0Ab',
      `dwanonymous_w=${'x'.repeat(1025)}`,
    );
    expect(session?.cookies.map(({ name }) => name)).toEqual(['dwsid']);
  });

  it.each([[], [''], ['dwsid='], ['dwsid=a b'], ['DWSID=a'], [`dwsid=${'a'.repeat(300)}`]])(
    'are no session as %j',
    (...lines) => {
      expect(read(...lines)).toBeNull();
    },
  );

  it('are known by their exact names', () => {
    expect(isPlatformCookie('dwsid_RefArch')).toBe(false);
    expect(isPlatformCookie('dwsecuretoken_abc')).toBe(true);
  });
});

describe('a Cookie header with a session that comes twice', () => {
  it.each([
    [undefined, undefined],
    ['', ''],
    ['a=1; dwsid=x', 'a=1; dwsid=x'],
    ['a=1; a=2; dwsid=x', 'a=1; a=2; dwsid=x'],
    ['dwsid=x; a=1; dwsid=y', 'a=1'],
    ['dwsid=x; dwsid=y', undefined],
    ['dwsid=x; dwanonymous_a=1; dwanonymous_a=2', 'dwsid=x'],
    ['nameless; dwsid=x ;dwsid =y; b=2', 'nameless; b=2'],
  ])('%j goes on as %j', (header, sent) => {
    expect(withoutDoubledSession(header)).toBe(sent);
  });
});
