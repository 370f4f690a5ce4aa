import type { ShopperKind } from '../../shared/src/slas/shopper-pair.ts';
import type { StorageKind } from '../../shared/src/slas/storage.ts';
import type { HybridBrowser } from './hybrid-browser.ts';

/** What a cookie that holds tokens, or something about them, is like. */
export interface TokenCookie {
  readonly httpOnly: boolean;
  readonly maxAge: number;
}

type TokenCookies = Readonly<Record<string, TokenCookie>>;

const ACCESS_SECONDS = 1_800;
/** Nine days, outside production (slas.md §6.2). */
const REFRESH_SECONDS = 777_600;

const open = (maxAge: number): TokenCookie => ({ httpOnly: false, maxAge });
const hidden = (maxAge: number): TokenCookie => ({ httpOnly: true, maxAge });
const refreshToken = (kind: ShopperKind) =>
  kind === 'guest' ? 'cc-nx-g_RefArch' : 'cc-nx_RefArch';

/** The cookies that a browser has to have, by slas.md §4.1 and §4.3, and no other one. */
export const COOKIE_RULES: Readonly<Record<StorageKind, (kind: ShopperKind) => TokenCookies>> = {
  cookies: (kind) => ({
    'cc-at_RefArch': open(ACCESS_SECONDS),
    'cc-at_RefArch_2': open(ACCESS_SECONDS),
    [refreshToken(kind)]: open(REFRESH_SECONDS),
    usid_RefArch: open(REFRESH_SECONDS),
  }),
  httpOnly: (kind) => ({
    'cc-at_RefArch': hidden(ACCESS_SECONDS),
    'cc-at-expires_RefArch': open(ACCESS_SECONDS),
    'cc-at-dnt_RefArch': open(ACCESS_SECONDS),
    uido_RefArch: open(ACCESS_SECONDS),
    // A guest has none.
    ...(kind === 'registered' && { id_token_RefArch: open(ACCESS_SECONDS) }),
    customer_type_RefArch: open(ACCESS_SECONDS),
    customer_id_RefArch: open(ACCESS_SECONDS),
    [refreshToken(kind)]: hidden(REFRESH_SECONDS),
    'cc-nx-expires_RefArch': open(REFRESH_SECONDS),
    usid_RefArch: open(REFRESH_SECONDS),
    enc_user_id_RefArch: open(REFRESH_SECONDS),
  }),
  server: () => ({ 'cc-bff_RefArch': hidden(REFRESH_SECONDS) }),
};

/** The cookies of a browser that hold tokens, or something about them: all but guard, seal and session. */
export function tokenCookies({ jar }: HybridBrowser, origin: string): TokenCookies {
  const cookies = jar
    .getCookiesSync(origin)
    .filter(({ key }) => !/^(?:dw|cc-sg|cc-pair|cc-gen)/.test(key));
  return Object.fromEntries(
    cookies.map(({ key, httpOnly, maxAge }) => [key, { httpOnly, maxAge: Number(maxAge) }]),
  );
}
