import { isCommonPassword } from './common-passwords.ts';

/** ASVS 5 §6.2.1, counted in code points, so that an emoji counts once. */
export const MIN_PASSWORD_CHARACTERS = 8;
/** ASVS 5 §6.2.9 asks for at least 64 to be permitted; a bound keeps requests small. */
export const MAX_PASSWORD_CHARACTERS = 128;

/** What a password must not lean on (ASVS 5 §6.2.11). */
export interface PasswordContext {
  /** The user's e-mail address, if known. */
  readonly email?: string;
  /** Name of the shop, e.g. `Northwind Outfitters`. */
  readonly shopName?: string;
}

/**
 * The rules in plain English, for the pages that ask for a new password. There are no rules about kinds
 * of characters (ASVS 5 §6.2.5) and no changes to what was typed (§6.2.8).
 */
export const passwordRules: readonly string[] = [
  `Use ${MIN_PASSWORD_CHARACTERS} to ${MAX_PASSWORD_CHARACTERS} characters. Every character is allowed, spaces included.`,
  'Do not use one of the common passwords that are guessed first.',
  `Your e-mail address and the shop's name do not count: without them, the rest must still follow these rules.`,
];

/** Context words below this length stand in too many good passwords by accident. */
const SHORTEST_WORD = 4;

/**
 * Finds what is wrong with a new password. The password is taken as it is: not trimmed, cut or re-cased.
 *
 * @param password Untrusted.
 * @returns One plain sentence per problem, none of which repeats the password; empty when it is good.
 *   Outside: `weak_password`.
 */
export function findPasswordProblems(password: string, context: PasswordContext = {}): string[] {
  const length = [...password].length;
  if (length < MIN_PASSWORD_CHARACTERS) {
    return [`The password must have at least ${MIN_PASSWORD_CHARACTERS} characters.`];
  }
  if (length > MAX_PASSWORD_CHARACTERS) {
    return [`The password must have at most ${MAX_PASSWORD_CHARACTERS} characters.`];
  }
  // Lone surrogates all become U+FFFD in UTF-8: passwords that differ would be one password.
  if (!password.isWellFormed()) return ['The password must be valid Unicode text.'];
  if (isCommonPassword(password)) return ['The password is one of the common ones guessed first.'];
  if (leansOnContext(password, context)) {
    return [`The password is too close to your e-mail address or the shop's name.`];
  }
  return [];
}

/** Whether a password that is otherwise good would not be without the context words in it. */
function leansOnContext(password: string, context: PasswordContext): boolean {
  const folded = password.toLowerCase();
  const rest = contextWords(context).reduce((text, word) => text.replaceAll(word, ''), folded);
  if (rest === folded) return false;
  return [...rest].length < MIN_PASSWORD_CHARACTERS || isCommonPassword(rest);
}

/** Whole names and their parts, lower-case, longest first: a whole must go before its parts break it up. */
function contextWords({ email = '', shopName = '' }: PasswordContext): string[] {
  const [localPart = '', domain = ''] = email.toLowerCase().split('@');
  const wholes = [email, localPart, domain, shopName].map((word) => word.toLowerCase());
  const parts = [localPart, domain, shopName.toLowerCase()].flatMap(splitWords);
  const joined = [localPart, shopName.toLowerCase()].map((name) => splitWords(name).join(''));
  return [...new Set([...wholes, ...parts, ...joined])]
    .filter((word) => [...word].length >= SHORTEST_WORD)
    .sort((a, b) => b.length - a.length);
}

function splitWords(name: string): string[] {
  return name.split(/[^\p{L}\p{N}]+/u);
}
