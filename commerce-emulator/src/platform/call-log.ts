import type { Service } from './operation.ts';

/** One call. Holds no token, no password and no parameter but the few named here. */
export interface Call {
  /** Rises by one with every call since the last reset; the first is 1. */
  readonly n: number;
  /** Epoch seconds at arrival. */
  readonly at: number;
  readonly service: Service;
  /** See `Operation`. */
  readonly operation: string;
  readonly isPage: boolean;
  readonly method: string;
  /** Without its query. */
  readonly path: string;
  /** Label of the session id that came along, as a cookie or in `sfdc_dwsid`; null: none. */
  readonly dwsid: string | null;
  /**
   * What `sfdc_dwsid` of a SCAPI call named: a session of the token's shopper, one of somebody else, or none that
   * lives. Null: the header was not there.
   */
  sfdcDwsid: 'same-shopper' | 'other-shopper' | 'no-session' | null;
  /** Client address as the caller forwarded it; null: not forwarded. */
  readonly clientIp: string | null;
  /** Names of the parameters that SLAS was sent, in query or body; never their values. Null: not SLAS. */
  parameters: readonly string[] | null;
  /** `grant_type` of SLAS, `type` of `customers/auth`. */
  grantType: string | null;
  /** `hint` of SLAS. */
  hint: string | null;
  /** The kind of client that made it; null: none was named. */
  client: 'public' | 'private' | null;
  /** Label of the customer id in the answer or in the token; null: nobody. */
  shopper: string | null;
  /** Null: still under way, or the connection was dropped. */
  status: number | null;
}

/** The calls since the last reset, oldest first. */
export interface CallLog {
  /** Writes a call down at its arrival; the rest of it is filled in as it becomes known. */
  begin(call: Omit<Call, 'n' | keyof typeof NOTHING_YET>): Call;
  /** @param since Calls after this `n`. Default 0: all. */
  list(since?: number): readonly Call[];
  clear(): void;
}

/** Enough for the longest test; load at full speed must not eat the memory. */
const MOST_CALLS = 10_000;

/** What becomes known while a call is answered. */
const NOTHING_YET = {
  parameters: null,
  grantType: null,
  hint: null,
  client: null,
  shopper: null,
  sfdcDwsid: null,
  status: null,
};

/** A call log in memory that forgets the oldest. */
export function createCallLog(): CallLog {
  let calls: Call[] = [];
  let last = 0;
  return {
    begin(call) {
      last += 1;
      const begun: Call = { n: last, ...call, ...NOTHING_YET };
      calls.push(begun);
      // Twice as many before the older half goes: cheaper than moving all of them at each call.
      if (calls.length >= 2 * MOST_CALLS) calls = calls.slice(-MOST_CALLS);
      return begun;
    },
    list: (since = 0) => calls.filter(({ n }) => n > since),
    clear() {
      calls = [];
      last = 0;
    },
  };
}
