import type { Visit } from './visit.ts';

/** What a sign-in form brings. */
export interface SignIn {
  readonly login: string;
  readonly password: string;
  readonly rememberMe: boolean;
}

/** Whoever keeps token and session together on controllers: nobody, plugin_slas, or the platform. */
export interface SessionSync {
  /**
   * Before a controller runs.
   *
   * @returns Where to redirect instead of running it; null: it runs.
   */
  beforePage(visit: Visit): Promise<string | null>;
  /** @returns False when the credentials are not right. */
  signIn(visit: Visit, signIn: SignIn): Promise<boolean>;
  signOut(visit: Visit): Promise<void>;
}
