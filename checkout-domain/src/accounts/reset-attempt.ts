/** Somebody who has forgotten a password. Everything but the address is untrusted. */
export interface ResetRequest {
  readonly email: string;
  /** Network address of the browser, for the limits; never stored in clear. */
  readonly address: string;
}

/** What became of the request, which says nothing about the account. */
export type ResetRequestOutcome =
  /** If there is such an account, a mail is on its way. 202. */
  | { readonly kind: 'accepted' }
  /** 429 `too_many_attempts` with `Retry-After`. */
  | { readonly kind: 'limited'; readonly retryAfterSeconds: number };

/** Somebody who followed the link of a reset mail. Token and password are untrusted. */
export interface ResetAttempt {
  readonly token: string;
  readonly newPassword: string;
  /** Network address of the browser: failed sign-ins from it are forgiven. */
  readonly address: string;
}

/** How a reset ended. Unless it is `ok`, nothing has happened. */
export type ResetOutcome =
  /** The password is set and every session of the user is over. Nobody is signed in by it. */
  | { readonly kind: 'ok'; readonly epoch: number; readonly seq: number }
  /** Unknown, used, expired or overtaken: one answer for all four. 400. */
  | { readonly kind: 'refused'; readonly code: 'reset_refused' }
  | {
      readonly kind: 'refused';
      /** 422; the token stays good. */
      readonly code: 'weak_password';
      /** Plain sentences for the form; at least one. They repeat nothing that was entered. */
      readonly problems: readonly string[];
    }
  /** Too many hashes under way; 503 with `Retry-After`. The token stays good. */
  | { readonly kind: 'busy'; readonly retryAfterSeconds: number };
