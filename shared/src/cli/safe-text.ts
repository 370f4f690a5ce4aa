/**
 * What a terminal obeys rather than shows, and what turns the direction of writing around. Entries of the audit
 * trail may hold it: whoever writes SQL writes what he likes.
 */
const COMMANDS = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** A text on one line that only shows. */
export function safeText(text: string): string {
  return text.replace(COMMANDS, escapeUnits);
}

/** JSON that only shows, the same value to whoever reads it. */
export function safeJson(value: unknown): string {
  return JSON.stringify(value).replace(COMMANDS, escapeUnits);
}

function escapeUnits(character: string): string {
  const units = character.split('').map((unit) => unit.charCodeAt(0).toString(16).padStart(4, '0'));
  return units.map((hex) => `\\u${hex}`).join('');
}
