/**
 * What could make an entry of the audit trail look like another one: control characters, line and paragraph
 * separators, halves of surrogate pairs, and what turns the direction of writing around.
 */
const DECEPTIVE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]/u;
/** Of these a reason may have some: it may have been written in a field of several lines. */
const LINE_BREAKS = /[\t\n\r]/g;

const MAX_ACTOR_CHARACTERS = 100;
const MAX_REASON_CHARACTERS = 500;

/** Whether a text can stand in the audit trail as the name of who acts: 1–100 characters on one line. */
export function isActorText(value: unknown): value is string {
  return isText(value, MAX_ACTOR_CHARACTERS) && !DECEPTIVE.test(value);
}

/** Whether a text can stand in the audit trail as a reason: 1–500 characters, line breaks allowed. */
export function isReasonText(value: unknown): value is string {
  return isText(value, MAX_REASON_CHARACTERS) && !DECEPTIVE.test(value.replace(LINE_BREAKS, ''));
}

/** Counted in code points, as JSON Schema does. */
function isText(value: unknown, most: number): value is string {
  return typeof value === 'string' && value !== '' && [...value].length <= most;
}
