import { createCookieNames } from '../../../shared/src/slas/cookie-names.ts';
import { parseAuthorizationCode } from '../../../shared/src/slas/authorization-code.ts';
import { isDwsid } from '../../../shared/src/slas/dwsid.ts';
import { SlasError } from '../../../shared/src/slas/errors.ts';
import { normalPathOf } from '../../../shared/src/slas/hybrid-path.ts';
import { isCovered, parsePattern } from '../../../shared/src/slas/hybrid-pattern.ts';
import { createPairSeal } from '../../../shared/src/slas/pair-seal.ts';
import { isPlatformCookie, parseSession } from '../../../shared/src/slas/platform-cookies.ts';
import { parseRetryAfter } from '../../../shared/src/slas/retry-after.ts';
import { parseFields } from '../../../shared/src/slas/service-answer.ts';
import { readKnownShopper } from '../../../shared/src/slas/shopper-cookies.ts';
import { decodeShopperToken } from '../../../shared/src/slas/shopper-token.ts';
import {
  parseIntrospection,
  parseJwks,
  parseUserInfo,
} from '../../../shared/src/slas/token-information.ts';
import { parseTokenResponse } from '../../../shared/src/slas/token-response.ts';
import { createTokenVerifier } from '../../../shared/src/slas/token-verifier.ts';
import {
  GUEST_ISB,
  guestClaims,
  JWT_ISSUED_AT,
  REGISTERED_ISB,
  USID,
  unsignedJwt,
} from '../../support/shopper-jwt.ts';
import { createSeededRandom } from '../../support/seeded-random.ts';
import type { FuzzTarget } from '../engine/fuzz-target.ts';
import { hold, holdEqual, Refused, tryParse, tryParseLater } from '../engine/properties.ts';

const DWSID = `${'aZ09-_'.repeat(14)}AA==`;
const REGISTERED = unsignedJwt(guestClaims({ isb: REGISTERED_ISB }));
const NAMES = createCookieNames({ siteId: 'RefArch' }, true);
const NOW = JWT_ISSUED_AT;

const token: FuzzTarget = {
  name: 'shopper-token',
  form: 'jwt',
  seeds: [unsignedJwt(), REGISTERED, unsignedJwt({}), 'a.b.c', ''],
  words: ['::', 'rcid:', 'gcid:', 'chid:', GUEST_ISB, 'cc-slas::'],
  async check(jwt) {
    const claims = decodeShopperToken(jwt);
    if (claims) {
      hold(/^[\w.~-]{1,128}$/.test(claims.usid), 'names a usid that is none');
      hold((claims.kind === 'guest') === (claims.loginId === null), 'takes a guest for somebody');
      hold(Number.isFinite(claims.expiresAt), 'never ends');
    }
    const verified = await tryParseLater(SlasError, () => verifier.verify(jwt));
    hold(verified instanceof Refused, 'believes what nobody signed');
  },
};

const verifier = createTokenVerifier({
  jwksUrl: 'https://slas.test/jwks',
  organizationId: 'f_ecom_zzrf_001',
  fetch: async () => ({ status: 200, headers: new Headers(), body: emptyKeys() }),
  scheduler: { now: () => 0, sleep: () => new Promise(() => {}) },
  clock: () => NOW * 1000,
  maxTokens: 10,
});

async function* emptyKeys(): AsyncIterable<Uint8Array> {
  yield Buffer.from('{"keys":[]}');
}

const response: FuzzTarget = {
  name: 'token-response',
  form: 'json',
  seeds: [tokenResponse(unsignedJwt()), tokenResponse(REGISTERED), {}, []].map((each) =>
    JSON.stringify(each),
  ),
  words: ['null', 'access_token', 'expires_in', 'usid', unsignedJwt()],
  check(body) {
    const answer = {
      status: 200,
      body,
      header: () => null,
      setCookies: [`dwsid=${DWSID}; Path=/`],
    };
    const pair = tryParse(SlasError, () => parseTokenResponse('SLAS token', answer, NOW));
    if (pair instanceof Refused) return;
    const { accessToken, refreshToken, usid, accessTokenExpiresAt } = pair.tokens;
    const texts = [accessToken, refreshToken, usid];
    hold(
      texts.every((text) => /^[\x21-\x7e]+$/.test(text)),
      'holds what no cookie takes',
    );
    hold(accessTokenExpiresAt > NOW, 'has ended before it began');
  },
};

function tokenResponse(accessToken: string) {
  return {
    ...{ access_token: accessToken, refresh_token: 'r'.repeat(43), expires_in: 1_800 },
    ...{
      refresh_token_expires_in: 2_592_000,
      usid: USID,
      customer_id: 'abc',
      token_type: 'Bearer',
    },
    ...{ enc_user_id: 'null', id_token: '', idp_access_token: null },
  };
}

const information: FuzzTarget = {
  name: 'token-information',
  form: 'json',
  seeds: [
    { active: true, client_id: 'x', exp: NOW, scope: 'a b', sub: 'usid:x' },
    { customer_id: 'x', sub: USID, email: 'null', given_name: 'A' },
    { keys: [{ kty: 'EC' }] },
  ].map((each) => JSON.stringify(each)),
  words: ['active', 'keys', 'customer_id'],
  check(text) {
    const fields = parseFields(text);
    if (!fields) return;
    tryParse(SlasError, () => parseIntrospection(fields));
    tryParse(SlasError, () => parseUserInfo(fields));
    tryParse(SlasError, () => parseJwks(fields));
  },
};

const cookies: FuzzTarget = {
  name: 'shopper-cookies',
  form: 'text',
  seeds: [
    `${NAMES.accessToken}=${unsignedJwt().slice(0, 1_199)}; ${NAMES.accessTokenChunk(2)}=${unsignedJwt().slice(1_199)}`,
    `cc-nx-g_RefArch=${'r'.repeat(43)}; usid_RefArch=${USID}; dwsid=${DWSID}; cc-sg_RefArch=1`,
    'cc-at_RefArch=refresh; dw_dnt=1; cc-nx_RefArch=a; cc-nx_RefArch=b',
    'usid_RefArch=%E0%A4%A; dw_dnt=%31',
  ],
  words: [
    'cc-at_RefArch',
    'cc-at_RefArch_2',
    'dwsid',
    'usid_RefArch',
    '%',
    '%0d%0a',
    'refresh',
    ';',
  ],
  check(header) {
    const known = readKnownShopper(header, NAMES);
    const { accessToken, refreshToken, usid, dwsid } = known;
    hold(accessToken === null || /^[\w.-]{1,16384}$/.test(accessToken), 'takes what is no token');
    hold(
      !refreshToken || /^[\x21-\x7e]{1,256}$/.test(refreshToken.value),
      'takes what is no token',
    );
    hold(usid === null || /^[\w.~-]{1,128}$/.test(usid), 'takes what is no usid');
    hold(dwsid === null || isDwsid(dwsid), 'takes what is no dwsid');
  },
};

const seal = createPairSeal({
  naming: { siteId: 'RefArch' },
  secure: true,
  random: createSeededRandom('pair'),
  secret: 'a secret',
});
const SEALED = seal
  .write(undefined, { dwsid: DWSID, customerId: 'abc' }, { begins: true, maxAgeSeconds: 60 })
  .map((line) => line.split(';', 1)[0] ?? '');

const pairSeal: FuzzTarget = {
  name: 'pair-seal',
  form: 'text',
  sealsSeeds: true,
  seeds: [SEALED.join('; '), SEALED[0] ?? '', SEALED[1] ?? '', `x=1; ${SEALED[0]}; ${SEALED[0]}`],
  words: [...SEALED, '; ', ';', ' ', '__Host-cc-pair_RefArch=', '.'],
  check(header) {
    const read = seal.read(header);
    if (!read?.isOf(DWSID)) return;
    const genuine = (SEALED[0] ?? '').split('=')[1] ?? '';
    hold(read.customerId === 'abc' && header.includes(genuine), 'believes a seal that nobody made');
  },
};

const setCookies: FuzzTarget = {
  name: 'platform-cookies',
  form: 'text',
  seeds: [
    `dwsid=${DWSID}; Path=/; HttpOnly; SameSite=None; Secure`,
    'dwanonymous_abc=x; Max-Age=15552000\ndwsid=x; Expires=Thu, 01 Jan 1970 00:00:00 GMT',
    'dwsecuretoken_abc=""; path=/\ndwsid="x"; Max-Age=-1',
  ],
  words: ['dwsid=', 'dwanonymous_', 'Max-Age=', 'Expires=', '; ', '\n', '"'],
  check(text) {
    const session = parseSession(text.split('\n'), NOW);
    if (!session) return;
    hold(isDwsid(session.dwsid), 'takes what is no dwsid');
    for (const { name, value } of session.cookies) {
      hold(isPlatformCookie(name), 'passes on a cookie of another name');
      hold(!/[\s;,"\\]/.test(value), 'passes on what no cookie can hold');
    }
  },
};

const location: FuzzTarget = {
  name: 'authorization-code',
  form: 'text',
  seeds: [
    `https://shop.test/callback?usid=${USID}&code=${'c'.repeat(43)}&state=x`,
    'https://shop.test/callback?error=server_error',
    'https://idp.test/sign-in?code=x&usid=y',
    '/callback?code=x',
  ],
  words: ['https://shop.test/callback', 'code=', 'usid=', 'error=', '&', '@', '%00'],
  check(text) {
    const redirectUri = 'https://shop.test/callback';
    const read = tryParse(SlasError, () => parseAuthorizationCode('x', text, redirectUri));
    if (read instanceof Refused) return;
    hold(/^[\w.~-]{1,256}$/.test(read.code), 'takes what is no code');
    hold(new URL(text).origin === 'https://shop.test', 'takes a code from somebody else');
  },
};

const path: FuzzTarget = {
  name: 'hybrid-path',
  form: 'text',
  seeds: [
    ...[
      '/',
      '/cart',
      '/product/mug?x=1',
      '//cart',
      '/a/../b',
      '/%2e%2e/x',
      '/a%2fb',
      '/a\\b',
      '/./',
    ],
    ...['http://shop.test:80/cart', 'HTTP://[::1]', '/%63art', '/caf%c3%a9', '/a#b', '/a%', '/../'],
  ],
  words: ['/../', '/./', '%2e', '%2f', '%25', '//', 'http://a', '\\', '?', '#'],
  check(target) {
    const normal = normalPathOf(target);
    if (normal === null) return;
    hold(/^\/(?:[^/]+\/)*[^/]*$/.test(normal), 'is no path');
    hold(!/(?:^|\/)\.{1,2}(?:\/|$)/.test(normal), 'leads elsewhere when it is resolved again');
  },
};

const pattern: FuzzTarget = {
  name: 'hybrid-pattern',
  form: 'json',
  seeds: ['/cart', '/product/*', '/', '/*', '/a/../b', '/a//b', 7, null, ['/a']].map((each) =>
    JSON.stringify(each),
  ),
  words: ['/*', '/a/*', '/..', '/%61', ''],
  check(text) {
    const value = parseValue(text);
    const parsed = tryParse(TypeError, () => parsePattern(value));
    if (parsed instanceof Refused) return;
    holdEqual(normalPathOf(parsed.path), parsed.path, 'is not written as it is compared');
    hold(isCovered(parsed, parsed.path), 'does not cover its own path');
  },
};

function parseValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

const retryAfter: FuzzTarget = {
  name: 'retry-after',
  form: 'text',
  seeds: [
    '7',
    '9999999999',
    'Fri, 15 Jan 2027 08:00:00 GMT',
    'Wed, 31 Feb 2027 00:00:00 GMT',
    '-1',
  ],
  check(header) {
    const seconds = parseRetryAfter(header, NOW);
    const isBounded = seconds === undefined || (seconds >= 0 && seconds <= 3_600);
    hold(isBounded, `waits ${seconds} s`);
  },
};

/** What SLAS, the controllers and browsers bring to the session bridge. */
export const SLAS_TARGETS: readonly FuzzTarget[] = [
  ...[token, response, information, cookies, pairSeal],
  ...[setCookies, location, path, pattern, retryAfter],
];
