/** Durations in seconds; write `15 * MINUTE`, never `900`. */
export const SECOND = 1;
export const MINUTE: number = 60 * SECOND;
export const HOUR: number = 60 * MINUTE;
export const DAY: number = 24 * HOUR;
