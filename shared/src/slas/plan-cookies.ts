import type { Plan } from './plan.ts';
import type { ShopperKind } from './shopper-pair.ts';

/** The cookies of the storage `cookies`, without the suffix for the site. `cc-at` means all of its chunks. */
export type BridgeCookie = 'cc-nx' | 'cc-nx-g' | 'cc-at' | 'cc-sg' | 'usid' | 'dwsid';

/** What a plan does to the cookies of a browser. */
export interface PlanCookies {
  readonly writes: readonly BridgeCookie[];
  readonly removes: readonly BridgeCookie[];
}

const BRINGS_TOKENS = /^(?:token-|session-bridge)/;

/**
 * Which cookies a plan writes and removes when all of its calls succeed.
 *
 * @param kind Whose tokens it brings, where the plan leaves that open.
 */
export function cookiesOf(plan: Plan, kind: ShopperKind): PlanCookies {
  const { calls, session, becomes } = plan;
  const hasTokens = calls.some((call) => BRINGS_TOKENS.test(call));
  const isGuest = (becomes === 'guest' || becomes === 'registered' ? becomes : kind) === 'guest';
  const tokens: BridgeCookie[] = hasTokens ? [isGuest ? 'cc-nx-g' : 'cc-nx', 'cc-at', 'usid'] : [];
  const sessions: BridgeCookie[] = session === 'kept' ? [] : ['dwsid'];
  const guards: BridgeCookie[] = session === 'fetched' ? ['cc-sg'] : [];
  return {
    writes: [...tokens, ...sessions, ...guards],
    removes: hasTokens ? [isGuest ? 'cc-nx' : 'cc-nx-g'] : [],
  };
}
