import { customerIdOf } from '../platform/identity.ts';
import type { Platform } from '../platform/platform.ts';
import { labelOf } from '../platform/random-ids.ts';
import type { Session } from '../platform/sessions.ts';

/** What is known of one customer id: which tokens, which sessions, which basket. */
export interface ShopperView {
  /** `gcid` of a guest, `rcid` of somebody registered. */
  readonly customerId: string;
  /** The label under which the call log speaks of this shopper. */
  readonly label: string;
  readonly kind: 'guest' | 'registered';
  /** null for a guest. */
  readonly login: string | null;
  /** Those whose refresh tokens can be redeemed, and those that a session is linked to. */
  readonly usids: readonly string[];
  /** How many refresh tokens can be redeemed. */
  readonly refreshTokens: number;
  /** Whole ids: this is a test tool on loopback. `label` is what the call log shows of one. */
  readonly sessions: readonly {
    readonly dwsid: string;
    readonly label: string;
    readonly usid: string | null;
  }[];
  readonly basket: {
    readonly basketId: string;
    readonly lines: readonly { readonly productId: string; readonly quantity: number }[];
  } | null;
}

/** Everybody who has something: a refresh token, a living session, or a basket and an account. */
export function listShoppers(platform: Platform): readonly ShopperView[] {
  const ids = new Map<string, ShopperView['kind']>();
  for (const { identity } of [...platform.refreshTokens.all(), ...platform.sessions.allLiving()]) {
    ids.set(customerIdOf(identity), identity.kind);
  }
  for (const { rcid } of platform.customers.all()) ids.set(rcid, 'registered');
  for (const { gcid } of platform.usids.all()) {
    if (!ids.has(gcid) && platform.baskets.of(gcid)) ids.set(gcid, 'guest');
  }
  return [...ids].map(([customerId, kind]) => viewOf(platform, customerId, kind));
}

function viewOf(platform: Platform, customerId: string, kind: ShopperView['kind']): ShopperView {
  const sessions = platform.sessions.allLiving(customerId);
  const refreshTokens = platform.refreshTokens
    .all()
    .filter(({ identity }) => customerIdOf(identity) === customerId);
  const usids = [...refreshTokens, ...sessions].map(({ usid }) => usid);
  return {
    customerId,
    label: labelOf(customerId),
    kind,
    login: platform.customers.byId(customerId)?.login ?? null,
    usids: [...new Set(usids.filter((usid) => usid !== null))],
    refreshTokens: refreshTokens.length,
    sessions: sessions.map(sessionView),
    basket: basketView(platform, customerId),
  };
}

function sessionView({ dwsid, usid }: Session): ShopperView['sessions'][number] {
  return { dwsid, label: labelOf(dwsid), usid };
}

function basketView({ baskets }: Platform, customerId: string): ShopperView['basket'] {
  const basket = baskets.of(customerId);
  if (!basket) return null;
  const lines = basket.items.map(({ productId, quantity }) => ({ productId, quantity }));
  return { basketId: basket.basketId, lines };
}
