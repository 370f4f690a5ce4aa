import { decodeBase64url, encodeBase64url } from '../../../shared/src/core/base64url.ts';
import { CookieJar, parseCookieHeader } from '../../../shared/src/core/cookie.ts';
import { parseOrigin } from '../../../shared/src/core/origin.ts';
import type { FuzzTarget } from '../engine/fuzz-target.ts';
import { hold, Refused, tryParse } from '../engine/properties.ts';

const COOKIE = /^[\w-]+=[\w.~%-]*; (?:Max-Age=\d+; )?Path=\/; HttpOnly; Secure; SameSite=Lax$/;

const base64url: FuzzTarget = {
  name: 'base64url',
  form: 'text',
  seeds: ['', 'AA', 'AQIDBA', '__-_', 'AB', 'AAA=', 'A A', 'AA\n', 'é'],
  check(text) {
    const bytes = decodeBase64url(text);
    if (bytes) hold(encodeBase64url(bytes) === text, 'has a second spelling');
  },
};

const cookieHeader: FuzzTarget = {
  name: 'cookie-header',
  form: 'text',
  seeds: [
    'a=1; b=2',
    '__Host-bridge-state=AQJz; __Host-bridge-session=ses_x; dwsid=x==',
    `__Host-bridge-flow-AAAAAAAAAAAAAAAA=1800000000.${'A'.repeat(43)}`,
    '=x; a; a=; __proto__=1; bridge-state=1; bridge-state=2',
  ],
  words: ['__Host-', '__Secure-', 'bridge-state', 'bridge-flow-', '; ', '=', '__proto__'],
  check(header) {
    const received = parseCookieHeader(header);
    hold(received.size <= header.split(';').length, 'makes more cookies than there are');
    for (const [name, value] of received) {
      hold(!`${name}${value ?? ''}`.includes(';'), 'takes a semicolon for a part of a cookie');
      const times = header.split(';').filter((pair) => named(pair) === name).length;
      hold((value === null) === times > 1, 'believes one of two cookies');
    }
    holdJar(new CookieJar(header, true));
  },
};

function named(pair: string): string | null {
  const at = pair.indexOf('=');
  return at < 1 ? null : pair.slice(0, at).trim();
}

function holdJar(jar: CookieJar): void {
  for (const name of ['bridge-state', 'bridge-session']) jar.get(name);
  for (const line of jar.toHeaders()) hold(COOKIE.test(line), 'sends a cookie of another form');
}

const origin: FuzzTarget = {
  name: 'origin',
  form: 'text',
  seeds: [
    'https://checkout.example:8443',
    'http://shop.localhost:8080',
    'http://[::1]:80',
    'https://xn--bcher-kva.example',
    'https://bücher.example',
    'https://a@b',
    'https://a/?#',
    'http://0x7f.1',
    'blob:https://a',
    'https://EXAMPLE.com:443/',
  ],
  words: ['https://', 'http://', ':443', ':80', '@', '[', '%2e', '。', 'javascript:'],
  check(text) {
    const parsed = tryParse(TypeError, () => parseOrigin(text));
    if (parsed instanceof Refused) return;
    const { href, host, hostname, secure } = parsed;
    hold(new URL(text).href === `${href}/`, 'passes over a path, a query or a password');
    hold(parseOrigin(href).href === href, 'is another one when it is read again');
    hold(href === `${secure ? 'https' : 'http'}://${host}`, 'has more than scheme, host and port');
    hold(/^[^\s/?#@\\%]+$/.test(host) && host.startsWith(hostname), 'has a host that is none');
  },
};

/** What everything else stands on. */
export const CORE: readonly FuzzTarget[] = [base64url, cookieHeader, origin];
