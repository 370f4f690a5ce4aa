import { describe, expect, it } from '@jest/globals';
import { planFor } from './plan.ts';
import { cookiesOf } from './plan-cookies.ts';
import {
  type BridgeMode,
  type ClientKind,
  type Entry,
  type ShopperEvent,
  SITUATIONS,
} from './situation.ts';

/**
 * Every cell as it is read off the flows, by hand: calls in order, and what the browser gets. `!` stands before a plan that
 * follows a refused refresh, `-` for a cell that cannot occur, `platform` for what Hybrid Auth does by itself.
 */
const TABLE: Readonly<
  Record<
    ShopperEvent,
    Readonly<Record<Entry, Readonly<Record<BridgeMode, readonly [string, string]>>>>
  >
> = {
  'first-landing': {
    headless: {
      manual: ['authorize-guest token-guest sessions page', 'token-guest sessions page'],
      'hybrid-auth': ['authorize-guest token-guest page', 'token-guest page'],
    },
    controller: {
      manual: [
        'session-signature authorize-session session-bridge page',
        'session-signature session-bridge page',
      ],
      'hybrid-auth': ['platform', 'platform'],
    },
  },
  'returning-guest': {
    headless: {
      manual: ['token-refresh sessions page', 'token-refresh sessions page'],
      'hybrid-auth': ['token-refresh page', 'token-refresh page'],
    },
    controller: {
      manual: ['token-refresh sessions reload', 'token-refresh sessions reload'],
      'hybrid-auth': ['platform', 'platform'],
    },
  },
  'returning-registered': {
    headless: {
      manual: ['token-refresh sessions page', 'token-refresh sessions page'],
      'hybrid-auth': ['token-refresh page', 'token-refresh page'],
    },
    controller: {
      manual: ['token-refresh sessions reload', 'token-refresh sessions reload'],
      'hybrid-auth': ['platform', 'platform'],
    },
  },
  'sign-in': {
    headless: {
      manual: [
        'login token-login merge-basket sessions page',
        'login token-login merge-basket sessions page',
      ],
      'hybrid-auth': ['login token-login merge-basket page', 'login token-login merge-basket page'],
    },
    controller: {
      manual: [
        'login token-login merge-basket sessions redirect',
        'login token-login merge-basket sessions redirect',
      ],
      'hybrid-auth': ['platform', 'platform'],
    },
  },
  registration: {
    headless: {
      manual: [
        'register login token-login merge-basket sessions page',
        'register login token-login merge-basket sessions page',
      ],
      'hybrid-auth': [
        'register login token-login merge-basket page',
        'register login token-login merge-basket page',
      ],
    },
    controller: {
      manual: [
        'register login token-login merge-basket sessions redirect',
        'register login token-login merge-basket sessions redirect',
      ],
      'hybrid-auth': ['platform', 'platform'],
    },
  },
  'sign-out': {
    headless: {
      manual: [
        'logout authorize-guest token-guest sessions page',
        'logout token-guest sessions page',
      ],
      'hybrid-auth': ['logout authorize-guest token-guest page', 'logout token-guest page'],
    },
    controller: {
      manual: [
        'logout authorize-guest token-guest sessions redirect',
        'logout token-guest sessions redirect',
      ],
      'hybrid-auth': ['platform', 'platform'],
    },
  },
  'token-expired': {
    headless: {
      manual: ['token-refresh page', 'token-refresh page'],
      'hybrid-auth': ['token-refresh page', 'token-refresh page'],
    },
    controller: { manual: ['-', '-'], 'hybrid-auth': ['-', '-'] },
  },
  'session-expired': {
    headless: { manual: ['-', '-'], 'hybrid-auth': ['-', '-'] },
    controller: {
      manual: ['token-refresh sessions reload', 'token-refresh sessions reload'],
      'hybrid-auth': ['platform', 'platform'],
    },
  },
  'refresh-token-dead': {
    headless: {
      manual: ['! authorize-guest token-guest sessions page', '! token-guest sessions page'],
      'hybrid-auth': ['! authorize-guest token-guest page', '! token-guest page'],
    },
    controller: {
      manual: [
        '! session-signature authorize-session session-bridge page',
        '! session-signature session-bridge page',
      ],
      'hybrid-auth': ['platform', 'platform'],
    },
  },
  'password-changed': {
    headless: {
      manual: ['authorize-guest token-guest sessions page', 'token-guest sessions page'],
      'hybrid-auth': ['authorize-guest token-guest page', 'token-guest page'],
    },
    controller: {
      manual: [
        '! session-signature authorize-session session-bridge page',
        '! session-signature session-bridge page',
      ],
      'hybrid-auth': ['platform', 'platform'],
    },
  },
  'session-missing': {
    headless: {
      manual: ['sessions page', 'sessions page'],
      'hybrid-auth': ['token-refresh page', 'token-refresh page'],
    },
    controller: {
      manual: ['sessions reload', 'sessions reload'],
      'hybrid-auth': ['platform', 'platform'],
    },
  },
  'tokens-missing': {
    headless: {
      manual: [
        'session-signature authorize-session session-bridge page',
        'session-signature session-bridge page',
      ],
      'hybrid-auth': ['-', '-'],
    },
    controller: {
      manual: [
        'session-signature authorize-session session-bridge page',
        'session-signature session-bridge page',
      ],
      'hybrid-auth': ['platform', 'platform'],
    },
  },
};

const AT: Readonly<Record<ClientKind, 0 | 1>> = { public: 0, private: 1 };

function written(situation: (typeof SITUATIONS)[number]): string {
  const plan = planFor(situation);
  if (plan.kind === 'impossible') return '-';
  if (plan.byPlatform) return 'platform';
  return [plan.afterRefusedRefresh ? '!' : [], ...plan.calls, plan.browser].flat().join(' ');
}

describe('the table of plans', () => {
  it.each(SITUATIONS)('$event, $entry, $mode, $client client', (situation) => {
    const { event, entry, mode, client } = situation;
    expect(written(situation)).toBe(TABLE[event][entry][mode][AT[client]]);
  });

  it('says why where a cell cannot occur', () => {
    const reasons = SITUATIONS.map(planFor).flatMap((plan) =>
      plan.kind === 'impossible' ? plan.reason : [],
    );
    for (const reason of reasons) expect(reason).toMatch(/\.$/);
  });

  it('never fetches a session with `customers/auth`, and none at all under Hybrid Auth', () => {
    for (const situation of SITUATIONS) {
      const plan = planFor(situation);
      if (plan.kind === 'impossible' || situation.mode === 'manual') continue;
      expect(plan.calls).not.toContain('sessions');
      expect(plan.session).toBe(plan.byPlatform ? 'kept' : 'with-tokens');
    }
  });

  it('reloads and redirects only for the sake of another session', () => {
    for (const plan of SITUATIONS.map(planFor)) {
      if (plan.kind === 'plan' && plan.browser !== 'page') expect(plan.session).toBe('fetched');
    }
  });
});

describe('the cookies of a plan', () => {
  const cookies = (event: ShopperEvent, entry: Entry, kind: 'guest' | 'registered') => {
    const plan = planFor({ event, entry, client: 'private', mode: 'manual' });
    if (plan.kind === 'impossible') throw new TypeError('no such cell');
    return cookiesOf(plan, kind);
  };

  it('write the pair and the guard where a session is fetched, and remove the other refresh token', () => {
    expect(cookies('sign-in', 'headless', 'guest')).toEqual({
      writes: ['cc-nx', 'cc-at', 'usid', 'dwsid', 'cc-sg'],
      removes: ['cc-nx-g'],
    });
    expect(cookies('sign-out', 'controller', 'registered')).toEqual({
      writes: ['cc-nx-g', 'cc-at', 'usid', 'dwsid', 'cc-sg'],
      removes: ['cc-nx'],
    });
  });

  it('leave the session of the platform to the platform', () => {
    expect(cookies('first-landing', 'controller', 'guest').writes).toEqual([
      'cc-nx-g',
      'cc-at',
      'usid',
    ]);
  });

  it('are of the kind that the tokens are where the plan leaves it open', () => {
    expect(cookies('token-expired', 'headless', 'registered')).toEqual({
      writes: ['cc-nx', 'cc-at', 'usid'],
      removes: ['cc-nx-g'],
    });
  });

  it('are those of the session alone where the tokens stay', () => {
    expect(cookies('session-missing', 'headless', 'guest')).toEqual({
      writes: ['dwsid', 'cc-sg'],
      removes: [],
    });
  });
});
