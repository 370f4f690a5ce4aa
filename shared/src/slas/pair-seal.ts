import { createHmac, createSecretKey, hkdfSync } from 'node:crypto';
import { encodeBase64url } from '../core/base64url.ts';
import { equalBytes, utf8 } from '../core/bytes.ts';
import { DAY } from '../core/duration.ts';
import type { Random } from '../core/random.ts';
import type { CookieNaming } from './cookie-names.ts';
import { removalOf, writeShopperCookie } from './shopper-cookies.ts';

/** What the seal of a browser says. */
export interface SealedPair {
  /** `rcid` or `gcid` of the tokens that the session was kept beside. */
  readonly customerId: string;
  /**
   * It was written before the shopper last signed in or out: an answer that was late. What came with it is of somebody
   * who is no more.
   */
  readonly isStale: boolean;
  /** Whether the seal is about this very session, and was made by us. */
  isOf(dwsid: string | null): boolean;
}

/** What a seal is made of. */
export interface PairSealOptions {
  readonly naming: CookieNaming;
  /** Whether our own configured origin is https. */
  readonly secure: boolean;
  readonly random: Random;
  /**
   * A secret that all processes share. Without one a seal still tells that a session belongs to somebody else, and proves
   * nothing: then no session of somebody registered is adopted.
   */
  readonly secret: string | null;
}

/**
 * Ties tokens to the session beside them, and both to one visit, in two cookies that no script reads.
 *
 * Presence says nothing: an answer that was late, another tab, a session that the platform has reopened for another
 * guest can put a token of one shopper beside a session of another. The seal names customer and session under a MAC; its
 * *generation* changes with every sign-in and sign-out, and an answer from before cannot change it back.
 */
export interface PairSeal {
  /** Whether a seal proves anything: somebody with a session alone cannot make one. */
  readonly isProof: boolean;
  /** Null where the browser has none, or none of ours. */
  read(cookieHeader: string | undefined): SealedPair | null;
  /**
   * `Set-Cookie` values that tie a session to a customer.
   *
   * @param begins A shopper has become another one: a new generation.
   * @param maxAgeSeconds As long as the refresh token.
   */
  write(
    cookieHeader: string | undefined,
    pair: { readonly dwsid: string | null; readonly customerId: string },
    options: { readonly begins: boolean; readonly maxAgeSeconds: number },
  ): string[];
  /** `Set-Cookie` values that take the seal away and begin a generation. */
  clear(): string[];
}

const KEY_BYTES = 32;
const GENERATION_BYTES = 9;
/** Browsers keep nothing longer (RFC 6265bis §5.5). */
const GENERATION_SECONDS: number = 400 * DAY;
const SEAL = /^([\w-]{12})\.([\w-]{1,64})\.([\w-]{43})$/;
const GENERATION = /^[\w-]{12}$/;

/** Makes a seal. */
export function createPairSeal(options: PairSealOptions): PairSeal {
  const { naming, secure, random, secret } = options;
  const { siteId, suffix = true } = naming;
  const nameOf = (stem: string): string =>
    `${secure ? '__Host-' : ''}${stem}${suffix ? `_${siteId}` : ''}`;
  const [sealName, generationName] = [nameOf('cc-pair'), nameOf('cc-gen')];
  const key = createSecretKey(deriveKey(secret ?? ''));
  const [findSeal, findGeneration] = [cookieFinder(sealName), cookieFinder(generationName)];

  function macOf(generation: string, customerId: string, dwsid: string): Buffer {
    return createHmac('sha256', key).update(`${generation}\n${customerId}\n${dwsid}`).digest();
  }
  function generationOf(cookieHeader: string | undefined): string | null {
    const value = findGeneration(cookieHeader) ?? '';
    return GENERATION.test(value) ? value : null;
  }
  const cookie = (name: string, value: string, maxAgeSeconds: number): string =>
    writeShopperCookie({ name, value, maxAgeSeconds, httpOnly: true }, secure);

  return {
    isProof: secret !== null,
    read(cookieHeader) {
      const [, generation, customerId, mac] = SEAL.exec(findSeal(cookieHeader) ?? '') ?? [];
      if (!generation || !customerId || !mac) return null;
      return {
        customerId,
        isStale: (generationOf(cookieHeader) ?? generation) !== generation,
        isOf(dwsid) {
          const expected = encodeBase64url(macOf(generation, customerId, dwsid ?? ''));
          // As text: decoded, a seal would have several spellings.
          return equalBytes(utf8(expected), utf8(mac));
        },
      };
    },
    write(cookieHeader, { dwsid, customerId }, { begins, maxAgeSeconds }) {
      const present = generationOf(cookieHeader);
      const generation = begins || !present ? encodeBase64url(random(GENERATION_BYTES)) : present;
      const mac = encodeBase64url(macOf(generation, customerId, dwsid ?? ''));
      const seal = cookie(sealName, `${generation}.${customerId}.${mac}`, maxAgeSeconds);
      // Only where it changes: a late answer must not bring an old one back.
      return generation === present
        ? [seal]
        : [seal, cookie(generationName, generation, GENERATION_SECONDS)];
    },
    clear() {
      const generation = encodeBase64url(random(GENERATION_BYTES));
      return [
        writeShopperCookie(removalOf(sealName), secure),
        cookie(generationName, generation, GENERATION_SECONDS),
      ];
    },
  };
}

function deriveKey(secret: string): Uint8Array {
  const label = 'domain-bridge pair';
  return new Uint8Array(hkdfSync('sha256', utf8(secret), new Uint8Array(0), label, KEY_BYTES));
}

/**
 * Finds one cookie without taking the whole header apart, which holds tokens of several thousand characters. Of two with
 * one name neither is believed.
 */
function cookieFinder(name: string): (header: string | undefined) => string | null {
  const mark = `${name}=`;
  const isWhole = (header: string, at: number): boolean =>
    at === 0 || /[; ]/.test(header[at - 1] ?? '');
  return function findCookie(header = '') {
    let found: string | null = null;
    for (let at = header.indexOf(mark); at >= 0; at = header.indexOf(mark, at + 1)) {
      if (!isWhole(header, at)) continue;
      if (found !== null) return null;
      const end = header.indexOf(';', at);
      found = header.slice(at + mark.length, end < 0 ? undefined : end).trim();
    }
    return found;
  };
}
