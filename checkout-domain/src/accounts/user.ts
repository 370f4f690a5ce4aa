import { randomBytes } from 'node:crypto';

/** A named set of permissions (design §2). `wholesale` has prices of its own, `admin` may open `/admin`. */
export type Role = 'customer' | 'wholesale' | 'admin';

/** Id of a user record; also the subject of epochs. `usr_` and 22 characters of base64url (128 bit). */
export type UserId = `usr_${string}`;

declare const normalized: unique symbol;

/** An e-mail address in the one spelling under which it is stored; made by {@link parseEmail} only. */
export type Email = string & { readonly [normalized]: true };

/** Someone with an account. Holds no secret, so it may be handed to pages. */
export interface User {
  readonly id: UserId;
  /** Personal: never in a log, never on the shopping domain. */
  readonly email: Email;
  readonly role: Role;
  /** A disabled user keeps the record and cannot sign in. */
  readonly disabled: boolean;
  /** Epoch seconds. */
  readonly createdAt: number;
}

/** RFC 5321 §4.5.3.1.3: a path of 256 octets, less its two angle brackets. */
const MAX_EMAIL_CHARACTERS = 254;
/** RFC 5321 §4.5.3.1.1. */
const MAX_LOCAL_PART_CHARACTERS = 64;

/**
 * What `<input type="email">` takes (WHATWG HTML, "valid e-mail address"), so that the server never
 * refuses what the browser let through. ASCII only: browsers send the domain in punycode.
 */
const EMAIL =
  /^([a-z0-9.!#$%&'*+/=?^_`{|}~-]+)@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/;

/**
 * Brings an e-mail address into its stored spelling: trimmed, lower-case.
 *
 * The part before the `@` is lower-cased too. RFC 5321 would let a host tell `Ann` from `ann`; none
 * that matters does, and two accounts that differ by a capital letter would be an impersonation.
 *
 * @param input Untrusted.
 * @returns The address, or null when it is none (`invalid_email`).
 */
export function parseEmail(input: unknown): Email | null {
  if (typeof input !== 'string') return null;
  const email = input.trim().toLowerCase();
  // Measured before matching: the pattern never sees a long text.
  if (email.length > MAX_EMAIL_CHARACTERS) return null;
  const localPart = EMAIL.exec(email)?.[1];
  if (localPart === undefined || localPart.length > MAX_LOCAL_PART_CHARACTERS) return null;
  return email as Email;
}

/**
 * Mints the id of a new user.
 *
 * @param random Source of unpredictable bytes. Default: the operating system's.
 */
export function createUserId(random: (length: number) => Uint8Array = randomBytes): UserId {
  return `usr_${Buffer.from(random(16)).toString('base64url')}`;
}
