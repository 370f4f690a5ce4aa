import { DAY, HOUR, MINUTE } from '../core/duration.ts';

/** How long sessions last, in seconds. */
export interface SessionLifetimes {
  /** Without a request for this long, authenticated becomes recognized. Default: 20 minutes. */
  readonly idleSeconds: number;
  /** From sign-in on, authenticated becomes recognized whatever happens. Default: 8 hours. */
  readonly authenticatedSeconds: number;
  /** From sign-in or arrival on, the session ends altogether. Default: 30 days. */
  readonly recognizedSeconds: number;
}

/** The defaults (NetSuite's 20 minutes; ASVS 5 §7.3). */
export const DEFAULT_LIFETIMES: SessionLifetimes = {
  idleSeconds: 20 * MINUTE,
  authenticatedSeconds: 8 * HOUR,
  recognizedSeconds: 30 * DAY,
};

/** The last request of a session is written down at most once in so many seconds. */
export const TOUCH_EVERY_SECONDS: number = MINUTE;
