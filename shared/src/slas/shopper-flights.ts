import { utf8 } from '../core/bytes.ts';
import { DAY, HOUR, SECOND } from '../core/duration.ts';
import { SlasError, type SlasErrorCode } from './errors.ts';
import type { ControllerSession, ShopperPair } from './shopper-pair.ts';
import type { Landing, SingleFlight } from './single-flight.ts';
import { tokenKey } from './token-cache.ts';

/** The calls of one shopper that must not be made twice at once, whatever tab or process asks. */
export interface ShopperFlights {
  /** Redeems a refresh token: a public client can do so once. */
  redeem(refreshToken: string, call: () => Promise<ShopperPair>): Promise<ShopperPair>;
  /** The same, for an access token that was refused although it has not ended: what was got before is no answer. */
  redeemAfter(
    refused: string,
    refreshToken: string,
    call: () => Promise<ShopperPair>,
  ): Promise<ShopperPair>;
  /** Opens a session: every call brings another one, so one for each access token. */
  openSession(
    accessToken: string,
    call: () => Promise<ControllerSession>,
  ): Promise<ControllerSession>;
  /** Gets tokens for a session that has none. */
  bridgeSession(dwsid: string, call: () => Promise<ShopperPair>): Promise<ShopperPair>;
  /**
   * Somebody has signed out: nothing of theirs can be exchanged any more, nor what it has just been exchanged for. A
   * request that is late finds nobody.
   */
  end(ended: EndedShopper): Promise<void>;
}

/** What a shopper had who has signed out. */
export interface EndedShopper {
  readonly refreshToken: string | null;
  readonly accessToken: string | null;
  readonly dwsid: string | null;
}

type Landed<Value> =
  | { readonly value: Value }
  | {
      readonly failed: SlasErrorCode;
      readonly status?: number;
      readonly retryAfterSeconds?: number;
    };

/** How long late requests, which still carry the old cookies, get what the first one got. */
const KEEP_SECONDS = 60 * SECOND;
/** How what somebody had is answered after a sign-out, and for how long: until it has ended of itself. */
const ENDED = {
  refreshToken: ['ERR_SLAS_INVALID_REFRESH_TOKEN', DAY],
  accessToken: ['ERR_SLAS_INVALID_ACCESS_TOKEN', HOUR],
  session: ['ERR_SLAS_NO_SESSION', 6 * HOUR],
} as const satisfies Record<string, readonly [SlasErrorCode, number]>;
/** A failure that may pass at once: it is only spared those who wait for it already. */
const KEEP_FAILURE_SECONDS = 1 * SECOND;

/** Makes them out of single flights. Failures land too: who comes second is told, and makes no call. */
export function createShopperFlights(flight: SingleFlight): ShopperFlights {
  async function share<Value>(secret: string, purpose: string, call: () => Promise<Value>) {
    const bytes = await flight.run(secret, purpose, async () => {
      const landed = await landingOf(call);
      return { result: encodeLanding(landed), keepSeconds: keepSecondsOf(landed) };
    });
    const landed = decodeLanding<Value>(bytes);
    if ('value' in landed) return landed.value;
    const { failed, ...options } = landed;
    throw new SlasError(failed, 'the call that this request shares was refused', options);
  }

  /** Returns what the secret had been exchanged for, where that is known. */
  async function refuse<Value>(
    secret: string | null,
    purpose: string,
    [failed, keepSeconds]: readonly [SlasErrorCode, number],
  ): Promise<Value | null> {
    if (secret === null) return null;
    const result = encodeLanding({ failed });
    const before = await flight.end(secret, purpose, { result, keepSeconds });
    const landed = before && decodeLanding<Value>(before);
    return landed && 'value' in landed ? landed.value : null;
  }

  /** Redeems, and notes beside the new token which one it came from: that is still answered for a while. */
  async function redeem(token: string, call: () => Promise<ShopperPair>): Promise<ShopperPair> {
    const pair = await call();
    const { refreshToken } = pair.tokens;
    if (refreshToken !== token) await flight.end(refreshToken, 'origin', noteOf(token));
    return pair;
  }

  async function originOf(refreshToken: string | null): Promise<string | null> {
    if (refreshToken === null) return null;
    const before = await flight.end(refreshToken, 'origin', noteOf(''));
    return before && before.length > 0 ? new TextDecoder().decode(before) : null;
  }

  async function end({ refreshToken, accessToken, dwsid }: EndedShopper): Promise<void> {
    await refuse(await originOf(refreshToken), 'refresh', ENDED.refreshToken);
    await refuse(dwsid, 'bridge', ENDED.session);
    const session = await refuse<ControllerSession>(accessToken, 'session', ENDED.accessToken);
    if (session) await refuse(session.dwsid, 'bridge', ENDED.session);
    const next = await refuse<ShopperPair>(refreshToken, 'refresh', ENDED.refreshToken);
    if (next) await end({ ...next.tokens, dwsid: next.session?.dwsid ?? null });
  }

  return {
    redeem: (token, call) => share(token, 'refresh', () => redeem(token, call)),
    redeemAfter: (refused, token, call) => share(token, `refresh ${tokenKey(refused)}`, call),
    end,
    openSession: (token, call) => share(token, 'session', call),
    bridgeSession: (dwsid, call) => share(dwsid, 'bridge', call),
  };
}

function noteOf(token: string): Landing {
  return { result: utf8(token), keepSeconds: KEEP_SECONDS };
}

function encodeLanding(landed: Landed<unknown>): Uint8Array {
  return utf8(JSON.stringify(landed));
}

function decodeLanding<Value>(bytes: Uint8Array): Landed<Value> {
  return JSON.parse(new TextDecoder().decode(bytes));
}

async function landingOf<Value>(call: () => Promise<Value>): Promise<Landed<Value>> {
  try {
    return { value: await call() };
  } catch (error) {
    if (!(error instanceof SlasError)) throw error;
    const { code, status, retryAfterSeconds } = error;
    return {
      failed: code,
      ...(status !== undefined && { status }),
      ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
    };
  }
}

function keepSecondsOf(landed: Landed<unknown>): number {
  if ('value' in landed || landed.failed === 'ERR_SLAS_INVALID_REFRESH_TOKEN') return KEEP_SECONDS;
  return landed.retryAfterSeconds ?? KEEP_FAILURE_SECONDS;
}
