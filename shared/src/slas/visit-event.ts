import type { SlasError } from './errors.ts';
import type { KnownShopper } from './known-shopper.ts';
import type { BridgeMode, ShopperEvent, Situation } from './situation.ts';

/** What decides, beside the cookies, what a visit begins with. */
export interface VisitFacts {
  readonly mode: BridgeMode;
  /** The access token is ours and good for a while. */
  readonly isTokenFresh: boolean;
  /** The session is the one that was kept beside the tokens, as far as the browser's seal tells. */
  readonly isPair: boolean;
  /** There is a controller that signs sessions. */
  readonly canSignSessions: boolean;
}

/** What a request on the headless side begins with; null when token and session are there and nothing is to be done. */
export function eventOf(known: KnownShopper, facts: VisitFacts): ShopperEvent | null {
  const { refreshToken, mustRefresh } = known;
  // A session that is nobody's, or somebody else's, is as good as none; without tokens it may still be adopted.
  const dwsid = facts.isPair ? known.dwsid : null;
  if (facts.isTokenFresh && !mustRefresh) {
    // Under Hybrid Auth a session comes with a renewed token, and with nothing else.
    const canFetchSession = facts.mode === 'manual' || refreshToken !== null;
    return dwsid === null && canFetchSession ? 'session-missing' : null;
  }
  if (refreshToken) return dwsid === null ? returningAs(refreshToken.kind) : 'token-expired';
  const canAdopt = known.dwsid !== null && facts.canSignSessions && facts.mode === 'manual';
  return canAdopt ? 'tokens-missing' : 'first-landing';
}

/**
 * What a request that a controller began a session for begins with.
 *
 * @param facts.isTokenFresh As in `VisitFacts`: then a session for it is all that is missing.
 */
export function controllerEventOf(
  { refreshToken, dwsid }: KnownShopper,
  { isTokenFresh }: Pick<VisitFacts, 'isTokenFresh'>,
): ShopperEvent {
  if (isTokenFresh && dwsid === null) return 'session-missing';
  if (!refreshToken) return 'first-landing';
  return dwsid === null ? returningAs(refreshToken.kind) : 'session-expired';
}

/** What a failed event turns out to be; null: nothing that calls could mend now. Every chain of these ends at a guest. */
export function eventAfter(
  { entry, event }: Pick<Situation, 'entry' | 'event'>,
  { code }: SlasError,
  { refreshToken, dwsid }: KnownShopper,
  canSignSessions: boolean,
): ShopperEvent | null {
  switch (code) {
    case 'ERR_SLAS_INVALID_REFRESH_TOKEN':
      // The session may still be alive and know the basket. On a controller page that is what the plan looks at anyway.
      return entry === 'headless' && dwsid !== null && canSignSessions
        ? 'tokens-missing'
        : 'refresh-token-dead';
    case 'ERR_SLAS_NO_SESSION':
      return event === 'tokens-missing' ? lostSession(refreshToken) : null;
    case 'ERR_SLAS_REFUSED':
      // SLAS does not bridge this session, today or ever: the shopper is a guest rather than nobody.
      return event === 'tokens-missing' && entry === 'headless' ? lostSession(refreshToken) : null;
    case 'ERR_SLAS_CREDENTIALS_CHANGED':
      return event === 'password-changed' ? null : 'password-changed';
    case 'ERR_SLAS_INVALID_ACCESS_TOKEN':
      if (event !== 'session-missing') return null;
      return refreshToken ? returningAs(refreshToken.kind) : 'first-landing';
    default:
      return null;
  }
}

function lostSession(refreshToken: KnownShopper['refreshToken']): ShopperEvent {
  return refreshToken ? 'refresh-token-dead' : 'first-landing';
}

function returningAs(kind: 'guest' | 'registered'): ShopperEvent {
  return kind === 'guest' ? 'returning-guest' : 'returning-registered';
}
