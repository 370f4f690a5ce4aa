import { describe, expect, it } from '@jest/globals';
import { readAuthorization, readSessionId } from './request-headers.ts';

const basicOf = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;

describe('readAuthorization', () => {
  it('reads every header, also where Node would show the first alone', () => {
    const rawHeaders = [
      'Host',
      'x',
      'Authorization',
      'Bearer t',
      'authorization',
      basicOf('a:b:c'),
    ];
    expect(readAuthorization({ rawHeaders })).toEqual({
      basic: { user: 'a', password: 'b:c' },
      bearer: 't',
    });
  });

  it('reads two in one header', () => {
    const rawHeaders = ['authorization', `Bearer t, ${basicOf('ü:ß')}`];
    expect(readAuthorization({ rawHeaders })).toEqual({
      basic: { user: 'ü', password: 'ß' },
      bearer: 't',
    });
  });

  it('finds nothing where there is nothing', () => {
    expect(readAuthorization({ rawHeaders: ['x-authorization', 'Bearer t'] })).toEqual({
      basic: null,
      bearer: null,
    });
    expect(
      readAuthorization({ rawHeaders: ['Authorization', basicOf('nobody')] }).basic,
    ).toBeNull();
  });
});

describe('readSessionId', () => {
  it('prefers the header that hybrid storefronts send, decoded or not', () => {
    const cookie = 'a=b; dwsid=cookie%3D%3D';
    expect(readSessionId({ headers: { cookie } })).toBe('cookie==');
    expect(readSessionId({ headers: { cookie, sfdc_dwsid: 'header%3D%3D' } })).toBe('header==');
    expect(readSessionId({ headers: {} })).toBeNull();
  });
});
