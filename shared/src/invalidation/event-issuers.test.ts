import { describe, expect, it } from '@jest/globals';
import { parseEventIssuers } from './event-issuers.ts';

const ONE = 'https://idp.example';
const KEYS = 'https://idp.example/keys?v=1&w=2';

describe('event issuers', () => {
  it('are read with the address of their keys', () => {
    expect(parseEventIssuers(`${ONE}=${KEYS}, http://127.0.0.1:9000=http://[::1]:9000/k`)).toEqual([
      { issuer: ONE, jwksUrl: KEYS },
      { issuer: 'http://127.0.0.1:9000', jwksUrl: 'http://[::1]:9000/k' },
    ]);
  });

  it.each(['localhost:9000', 'idp.localhost', '127.0.0.1', '127.9.9.9', '[::1]:9000'])(
    'may be on this machine without TLS: %s',
    (host) => {
      expect(parseEventIssuers(`http://${host}=http://${host}/keys`)).toHaveLength(1);
    },
  );

  it.each([
    ['nothing', ''],
    ['no keys', ONE],
    ['empty keys', `${ONE}=`],
    ['no issuer', `=${KEYS}`],
    ['keys over plain http', `${ONE}=http://idp.example/keys`],
    ['an issuer over plain http', `http://idp.example=${KEYS}`],
    ['a host that looks like this machine', `${ONE}=http://localhost.example/keys`],
    ['another one', `${ONE}=http://127.0.0.1.example/keys`],
    ['a third one', `${ONE}=http://notlocalhost/keys`],
    ['keys out of a file', `${ONE}=file:///etc/keys`],
    ['keys in the text', `${ONE}=data:application/json,{}`],
    ['a user name', `${ONE}=https://secret@idp.example/keys`],
    ['a password', `${ONE}=https://:secret@idp.example/keys`],
    ['a fragment', `${ONE}=${KEYS}#secret`],
    ['an issuer with a query', `${ONE}?a=${KEYS}`],
    ['an issuer of 191 characters', `${ONE}/${'x'.repeat(171)}=${KEYS}`],
    ['an issuer that is no URL', `idp.example=${KEYS}`],
    ['an issuer twice', `${ONE}=${KEYS},${ONE}=https://idp.example/other`],
    ['an empty entry', `${ONE}=${KEYS},`],
  ])('refuse %s, and never repeat the text', (_, text) => {
    let thrown: unknown;
    try {
      parseEventIssuers(text);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(TypeError);
    expect(String(thrown)).not.toMatch(/example|secret|xxx/);
  });
});
