import type { ShopperKind } from './shopper-pair.ts';
import type { Situation } from './situation.ts';

/** A call that a plan can make, by what it is for. */
export type CallName =
  /** SLAS `authorize`, `hint=guest`: a code for a guest token, public clients only. */
  | 'authorize-guest'
  /** SLAS `authorize`, `hint=sb-guest` or `sb-user`: a code for the session bridge, public clients only. */
  | 'authorize-session'
  /** SLAS `login` with the shopper's credentials. */
  | 'login'
  /** SLAS `token` for a guest. */
  | 'token-guest'
  /** SLAS `token` for the code of a login. */
  | 'token-login'
  /** SLAS `token`, `grant_type=refresh_token`. */
  | 'token-refresh'
  /** SLAS `session-bridge/token`: tokens for the session that is there. */
  | 'session-bridge'
  /** SLAS `logout`. */
  | 'logout'
  /** OCAPI `POST /sessions`: a session for the token that is there. */
  | 'sessions'
  /** SCAPI `POST /customers`. */
  | 'register'
  /** SCAPI `baskets/actions/merge`: the guest's basket into the account's. */
  | 'merge-basket'
  /** The controller of the bridge: `dwsgst` or `dwsrst` of the session that is there. */
  | 'session-signature';

/** What the browser gets once the calls are made. */
export type BrowserAnswer =
  /** The page it asked for. */
  | 'page'
  /** The same URL once more, so that it is rendered with the new session. */
  | 'reload'
  /** Another page: the one that a form leads to. */
  | 'redirect';

/** Where the session of the pair comes from. */
export type SessionSource =
  /** A call of OCAPI makes a new one for the tokens. */
  | 'fetched'
  /** The answer of the token endpoint sets it (Hybrid Auth). */
  | 'with-tokens'
  /** The one that is there goes on. */
  | 'kept';

/** What there is to do. */
export interface Plan {
  readonly kind: 'plan';
  /** In this order. Empty: nothing is to be called, or the platform does it. */
  readonly calls: readonly CallName[];
  /** `token-refresh` was made before, and refused: that is how this situation shows. */
  readonly afterRefusedRefresh: boolean;
  readonly browser: BrowserAnswer;
  /** Whose tokens there are then; `same`: whose there were before; null: whose the session is. */
  readonly becomes: ShopperKind | 'same' | null;
  readonly session: SessionSource;
  /** Whether the platform keeps the pair together by itself (Hybrid Auth, on controllers). */
  readonly byPlatform: boolean;
}

/** Why there is nothing to plan. */
export interface Impossible {
  readonly kind: 'impossible';
  readonly reason: string;
}

type Row = Omit<Plan, 'kind' | 'afterRefusedRefresh' | 'session' | 'byPlatform'> & {
  readonly afterRefusedRefresh?: true;
};

const SIGN_IN = ['login', 'token-login', 'merge-basket'] as const satisfies readonly CallName[];

/**
 * What to do in a situation. Pure: the calls are made by `runPlan`.
 *
 * The rows are the flows of Salesforce's session bridging guide; docs/slas.md prints them, each with the
 * sentence that it answers.
 */
export function planFor(situation: Situation): Plan | Impossible {
  const reason = impossibleBecause(situation);
  if (reason !== null) return { kind: 'impossible', reason };
  if (situation.mode === 'hybrid-auth' && situation.entry === 'controller') return PLATFORM_PLAN;
  const { calls: all, afterRefusedRefresh = false, ...rest } = rowFor(situation);
  const calls = all.filter((call) => isMade(call, situation));
  const session = sessionSourceOf(calls, situation);
  return { kind: 'plan', calls, afterRefusedRefresh, session, byPlatform: false, ...rest };
}

const PLATFORM_PLAN: Plan = {
  kind: 'plan',
  calls: [],
  afterRefusedRefresh: false,
  browser: 'page',
  becomes: null,
  session: 'kept',
  byPlatform: true,
};

/** Rows are written for a public client with a session to be fetched; this takes away what a situation does without. */
function isMade(call: CallName, { client, mode }: Situation): boolean {
  if (call === 'authorize-guest' || call === 'authorize-session') return client === 'public';
  // Under Hybrid Auth the answer of the token endpoint brings the session along.
  if (call === 'sessions') return mode === 'manual';
  return true;
}

function sessionSourceOf(calls: readonly CallName[], { mode }: Situation): SessionSource {
  if (calls.includes('sessions')) return 'fetched';
  return mode === 'hybrid-auth' ? 'with-tokens' : 'kept';
}

function impossibleBecause({ entry, event, mode }: Situation): string | null {
  if (event === 'session-expired' && entry === 'headless') {
    return 'A headless page opens no session, so nothing tells it that one has ended. The next controller page finds out.';
  }
  if (event === 'token-expired' && entry === 'controller') {
    return 'A controller page reads no access token. The next headless page renews it.';
  }
  if (event === 'tokens-missing' && mode === 'hybrid-auth' && entry === 'headless') {
    return 'Under Hybrid Auth a controller never answers without tokens. A lone dwsid is one whose tokens were cleared: a first landing.';
  }
  return null;
}

function rowFor({ entry, event, mode }: Situation): Row {
  const onController = entry === 'controller';
  switch (event) {
    case 'first-landing':
      return onController ? bridgeSession() : newGuest('page');
    case 'returning-guest':
    case 'returning-registered':
    case 'session-expired':
      return {
        calls: ['token-refresh', 'sessions'],
        browser: onController ? 'reload' : 'page',
        becomes: 'same',
      };
    case 'sign-in':
      return signIn([...SIGN_IN, 'sessions'], onController);
    case 'registration':
      return signIn(['register', ...SIGN_IN, 'sessions'], onController);
    case 'sign-out': {
      const guest = newGuest(onController ? 'redirect' : 'page');
      return { ...guest, calls: ['logout', ...guest.calls] };
    }
    case 'token-expired':
      return { calls: ['token-refresh'], browser: 'page', becomes: 'same' };
    case 'refresh-token-dead':
      return { ...(onController ? bridgeSession() : newGuest('page')), afterRefusedRefresh: true };
    case 'password-changed':
      // On controllers the platform has ended the session, and its refresh token is refused.
      return onController ? { ...bridgeSession(), afterRefusedRefresh: true } : newGuest('page');
    case 'session-missing':
      return mode === 'manual'
        ? { calls: ['sessions'], browser: onController ? 'reload' : 'page', becomes: 'same' }
        : { calls: ['token-refresh'], browser: 'page', becomes: 'same' };
    case 'tokens-missing':
      return bridgeSession();
  }
}

/** A guest who was not there before: tokens first, then a session for them. */
function newGuest(browser: BrowserAnswer): Row {
  return { calls: ['authorize-guest', 'token-guest', 'sessions'], browser, becomes: 'guest' };
}

/** Tokens for the session that the platform has made. It goes on, so the page can be shown as it is. */
function bridgeSession(): Row {
  return {
    calls: ['session-signature', 'authorize-session', 'session-bridge'],
    browser: 'page',
    becomes: null,
  };
}

function signIn(calls: readonly CallName[], onController: boolean): Row {
  return { calls, browser: onController ? 'redirect' : 'page', becomes: 'registered' };
}
