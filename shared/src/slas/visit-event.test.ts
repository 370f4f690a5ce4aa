import { describe, expect, it } from '@jest/globals';
import { SlasError, type SlasErrorCode } from './errors.ts';
import type { KnownShopper } from './known-shopper.ts';
import { controllerEventOf, eventAfter, eventOf } from './visit-event.ts';

const NOBODY = {
  accessToken: null,
  mustRefresh: false,
  refreshToken: null,
  usid: null,
  dwsid: null,
  isGuarded: false,
  hasReloaded: false,
  dnt: null,
  receivedNames: new Set<string>(),
  row: null,
} satisfies KnownShopper;
const GUEST = { refreshToken: { kind: 'guest', value: 'r' } } as const;
const REGISTERED = { refreshToken: { kind: 'registered', value: 'r' } } as const;
const SESSION = { dwsid: 'd' };

describe('what a request begins with', () => {
  it.each([
    ['nothing', {}, {}, 'first-landing'],
    ['a session that can be adopted', SESSION, {}, 'tokens-missing'],
    [
      'a session, and no controller to sign it',
      SESSION,
      { canSignSessions: false },
      'first-landing',
    ],
    ['a session, under Hybrid Auth', SESSION, { mode: 'hybrid-auth' }, 'first-landing'],
    ['a guest’s refresh token', GUEST, {}, 'returning-guest'],
    ['a registered refresh token', REGISTERED, {}, 'returning-registered'],
    ['a refresh token and a session', { ...GUEST, ...SESSION }, {}, 'token-expired'],
    ['everything', { ...GUEST, ...SESSION }, { isTokenFresh: true }, null],
    ['a token without a session', GUEST, { isTokenFresh: true }, 'session-missing'],
    [
      'a token beside a session of somebody else',
      { ...GUEST, ...SESSION },
      { isTokenFresh: true, isPair: false },
      'session-missing',
    ],
    ['a refresh token beside one', { ...GUEST, ...SESSION }, { isPair: false }, 'returning-guest'],
    ['a session that is nobody’s, alone', SESSION, { isPair: false }, 'tokens-missing'],
    ['a lone token', {}, { isTokenFresh: true }, 'session-missing'],
    ['a lone token, under Hybrid Auth', {}, { isTokenFresh: true, mode: 'hybrid-auth' }, null],
    [
      'everything, and controllers that want it renewed',
      { ...GUEST, ...SESSION, mustRefresh: true },
      { isTokenFresh: true },
      'token-expired',
    ],
  ] as const)('%s', (_, known, facts, event) => {
    const all = {
      mode: 'manual',
      isTokenFresh: false,
      isPair: true,
      canSignSessions: true,
      ...facts,
    } as const;
    expect(eventOf({ ...NOBODY, ...known }, all)).toBe(event);
  });

  it('a controller that began a session tells first landings, returns and ended sessions apart', () => {
    const stale = { isTokenFresh: false };
    expect(controllerEventOf(NOBODY, stale)).toBe('first-landing');
    expect(controllerEventOf({ ...NOBODY, ...SESSION }, stale)).toBe('first-landing');
    expect(controllerEventOf({ ...NOBODY, ...GUEST }, stale)).toBe('returning-guest');
    expect(controllerEventOf({ ...NOBODY, ...REGISTERED }, stale)).toBe('returning-registered');
    expect(controllerEventOf({ ...NOBODY, ...GUEST, ...SESSION }, stale)).toBe('session-expired');
  });

  it('a controller that began a session beside a token that is good only wants one for it', () => {
    const fresh = { isTokenFresh: true };
    expect(controllerEventOf({ ...NOBODY, ...GUEST }, fresh)).toBe('session-missing');
    expect(controllerEventOf(NOBODY, fresh)).toBe('session-missing');
    expect(controllerEventOf({ ...NOBODY, ...GUEST, ...SESSION }, fresh)).toBe('session-expired');
  });
});

describe('what a failure turns out to be', () => {
  const after = (
    event: Parameters<typeof eventAfter>[0]['event'],
    code: SlasErrorCode,
    known: Partial<KnownShopper> = {},
    entry: 'headless' | 'controller' = 'headless',
    canSign = true,
  ) => eventAfter({ entry, event }, new SlasError(code, 'x'), { ...NOBODY, ...known }, canSign);
  const DEAD = 'ERR_SLAS_INVALID_REFRESH_TOKEN';

  it('a dead refresh token, beside a session that may still know the basket', () => {
    expect(after('token-expired', DEAD, { ...GUEST, ...SESSION })).toBe('tokens-missing');
    expect(after('token-expired', DEAD, { ...GUEST, ...SESSION }, 'headless', false)).toBe(
      'refresh-token-dead',
    );
    expect(after('returning-guest', DEAD, GUEST)).toBe('refresh-token-dead');
    expect(after('session-expired', DEAD, { ...GUEST, ...SESSION }, 'controller')).toBe(
      'refresh-token-dead',
    );
  });

  it('a session that has ended too: a new guest, by either name', () => {
    expect(after('tokens-missing', 'ERR_SLAS_NO_SESSION', { ...GUEST, ...SESSION })).toBe(
      'refresh-token-dead',
    );
    expect(after('tokens-missing', 'ERR_SLAS_NO_SESSION', SESSION)).toBe('first-landing');
    expect(after('first-landing', 'ERR_SLAS_NO_SESSION', {}, 'controller')).toBeNull();
  });

  it('a password that was changed elsewhere, once', () => {
    expect(after('session-missing', 'ERR_SLAS_CREDENTIALS_CHANGED', REGISTERED)).toBe(
      'password-changed',
    );
    expect(after('password-changed', 'ERR_SLAS_CREDENTIALS_CHANGED')).toBeNull();
  });

  it('a token that OCAPI does not take: it is renewed, or begun anew', () => {
    expect(after('session-missing', 'ERR_SLAS_INVALID_ACCESS_TOKEN', REGISTERED)).toBe(
      'returning-registered',
    );
    expect(after('session-missing', 'ERR_SLAS_INVALID_ACCESS_TOKEN')).toBe('first-landing');
    expect(after('sign-in', 'ERR_SLAS_INVALID_ACCESS_TOKEN')).toBeNull();
  });

  it('a session that SLAS does not bridge: a guest rather than nobody', () => {
    expect(after('tokens-missing', 'ERR_SLAS_REFUSED', SESSION)).toBe('first-landing');
    expect(after('tokens-missing', 'ERR_SLAS_REFUSED', { ...GUEST, ...SESSION })).toBe(
      'refresh-token-dead',
    );
    expect(after('tokens-missing', 'ERR_SLAS_REFUSED', SESSION, 'controller')).toBeNull();
    expect(after('token-expired', 'ERR_SLAS_REFUSED', SESSION)).toBeNull();
  });

  it.each([
    'ERR_SLAS_UNAVAILABLE',
    'ERR_SLAS_RATE_LIMITED',
    'ERR_SLAS_CONFLICT',
    'ERR_SLAS_MALFORMED_ANSWER',
    'ERR_SLAS_WRONG_CREDENTIALS',
  ] as const)('%s is nothing that another call mends', (code) => {
    expect(after('token-expired', code, { ...GUEST, ...SESSION })).toBeNull();
  });
});
