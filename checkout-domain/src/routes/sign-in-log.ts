import type { Logger } from '@domain-bridge/storefront/server';
import type { User } from '../accounts/user.ts';

/** Where sign-ins are told of. */
export type SignInLog = Pick<Logger, 'info'>;

/** By what somebody came to be signed in. */
export type SignInWay = 'password' | 'registration';

/** Tells that somebody has signed in: who, as what, and how (ASVS 5 §16.3.1). Ids of user records, never addresses. */
export function logSignIn(log: SignInLog, { id, role }: User, by: SignInWay): void {
  // Not `role`: that of the server stands in every line.
  log.info({ user: id, as: role, by }, 'signed in');
}

/** Tells that somebody was not signed in, and the code of the answer: whom he wanted to be is not ours to write down. */
export function logRefusedSignIn(log: SignInLog, code: string, by: SignInWay): void {
  log.info({ code, by }, 'sign-in refused');
}

/** Tells that somebody has signed out, and whether of everywhere. */
export function logSignOut(log: SignInLog, user: string, everywhere: boolean): void {
  log.info({ user, everywhere }, 'signed out');
}
