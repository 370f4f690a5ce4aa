/** What one check has found. */
export interface Finding {
  /** Stable, e.g. `checkout.ready`. */
  readonly check: string;
  /** `warn`: it works, and may not be what is wanted. */
  readonly status: 'ok' | 'warn' | 'fail';
  /** What is so. */
  readonly message: string;
  /** What to do; null where all is well. */
  readonly advice: string | null;
}

/** All is well. */
export function ok(check: string, message: string): Finding {
  return { check, status: 'ok', message, advice: null };
}

/** It works, and may not be what is wanted. */
export function warn(check: string, message: string, advice: string): Finding {
  return { check, status: 'warn', message, advice };
}

/** It does not work. */
export function fail(check: string, message: string, advice: string): Finding {
  return { check, status: 'fail', message, advice };
}
