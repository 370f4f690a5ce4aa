import type { Call } from '../../commerce-emulator/src/platform/call-log.ts';
import type { ClientKind } from '../../shared/src/slas/situation.ts';

/** A call of the emulator's log in one line, e.g. `slas token client_credentials private 200`. */
export function wireLine({ service, operation, grantType, hint, client, status }: Call): string {
  const said = [grantType, hint && `hint=${hint}`, client].filter((word) => word !== null);
  return [service, operation, ...said, status].join(' ');
}

/** Lines by the kind of the SLAS client. */
export type WireLines = Readonly<Record<ClientKind, readonly string[]>>;

/** One list after the other, for either client. */
export function inTurn(...lists: readonly WireLines[]): WireLines {
  const of = (client: ClientKind) => lists.flatMap((list) => list[client]);
  return { public: of('public'), private: of('private') };
}

/** Nothing is called. */
export const NO_CALLS: WireLines = { public: [], private: [] };

/** Tokens for a new guest (slas.md §1.3): a private client needs no code. */
export const NEW_GUEST: WireLines = {
  public: ['slas authorize hint=guest public 303', 'slas token authorization_code_pkce public 200'],
  private: ['slas token client_credentials private 200'],
};

/** A session for the tokens (slas.md §3.1). */
export const NEW_SESSION: WireLines = same('ocapi sessions 204');

export const REFRESH: WireLines = forClient((client) => `slas token refresh_token ${client} 200`);

/** The refresh token is dead (slas.md §0, 5). */
export const REFUSED_REFRESH: WireLines = forClient(
  (client) => `slas token refresh_token ${client} 400`,
);

/** Tokens for the session of a guest that is there (slas.md §1.4). */
export const BRIDGED_GUEST: WireLines = bridged('sb-guest');
/** Tokens for the session of somebody registered. */
export const BRIDGED_REGISTERED: WireLines = bridged('sb-user');

export const REGISTER: WireLines = same('scapi customers 200');

/** Credentials to tokens, and the guest's basket along. A private client proves its code too (slas.md §1.3). */
export const SIGN_IN: WireLines = inTurn(
  forClient((client) => `slas login ${client} 303`),
  forClient((client) => `slas token authorization_code_pkce ${client} 200`),
  same('scapi baskets/actions/merge 200'),
);

export const SIGN_OUT: WireLines = forClient((client) => `slas logout ${client} 200`);

/** A call that finds the password changed (slas.md §3.5). */
export const REFUSED_BASKETS: WireLines = same('scapi customers/{id}/baskets 401');

function bridged(hint: 'sb-guest' | 'sb-user'): WireLines {
  return inTurn(same('controllers DomainBridge-Session 200'), {
    public: [
      `slas authorize hint=${hint} public 303`,
      'slas session-bridge/token session_bridge public 200',
    ],
    private: [`slas session-bridge/token client_credentials hint=${hint} private 200`],
  });
}

function same(line: string): WireLines {
  return { public: [line], private: [line] };
}

function forClient(line: (client: ClientKind) => string): WireLines {
  return { public: [line('public')], private: [line('private')] };
}
