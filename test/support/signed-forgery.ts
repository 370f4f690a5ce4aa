import { createHmac, hkdfSync } from 'node:crypto';
import { tokenOf } from './forged-token.ts';
import { CHECKOUT, SHOP } from './store-pair.ts';

/** What a forged signed token is made of; all of it as a genuine one has it, unless told otherwise. */
export interface SignedForgery {
  /** JSON of the header, or an object for it. */
  readonly header?: string | object;
  /** JSON of the claims, or an object for it. */
  readonly payload?: string | object;
  /** The root key. */
  readonly secret?: Uint8Array;
  /** Labels of the derived key. */
  readonly labels?: readonly string[];
}

/** A genuine token taken apart. */
export interface TakenApart {
  readonly header: Record<string, unknown>;
  readonly payload: Record<string, unknown>;
  /** As they stand in the token. */
  readonly parts: readonly [string, string, string];
}

/** The root key that test pairs share. */
export const ROOT: Uint8Array = new Uint8Array(32).fill('b'.charCodeAt(0));
/** Header of a genuine token. */
export const HEADER = { alg: 'HS256', typ: 'bridge+jwt', kid: 'b1' };

/** Labels of the key that signs towards `receiver`. */
export function signedLabels(receiver: string, purpose = 'handoff-signed'): readonly string[] {
  const hosts = [SHOP, CHECKOUT].map((origin) => new URL(origin).host);
  return [purpose, receiver === CHECKOUT ? 'to-checkout' : 'to-shopping', ...hosts];
}

/** Signs as somebody who holds the key would, by Node's own HKDF and HMAC. */
export function signForged(receiver: string, forgery: SignedForgery): string {
  const { header = HEADER, payload = {}, secret = ROOT } = forgery;
  const { labels = signedLabels(receiver) } = forgery;
  const input = [header, payload].map(encodePart).join('.');
  return `${input}.${macOf(input, deriveKey(secret, labels))}`;
}

/** The derived key. */
export function deriveKey(secret: Uint8Array, labels: readonly string[]): Uint8Array {
  const info = ['domain-bridge', ...labels].join('\n');
  return new Uint8Array(hkdfSync('sha256', secret, '', info, 32));
}

/** HMAC-SHA-256 in base64url. */
export function macOf(input: string, key: Uint8Array): string {
  return createHmac('sha256', key).update(input).digest('base64url');
}

/** Takes the token of an accept URL apart. */
export function takeApart(url: string): TakenApart {
  const parts = tokenOf(url).split('.') as [string, string, string];
  const [header, payload] = parts.map((part) => Buffer.from(part, 'base64url').toString());
  return { header: JSON.parse(header ?? ''), payload: JSON.parse(payload ?? ''), parts };
}

/** A part of a JWS. */
export function encodePart(part: string | object): string {
  const text = typeof part === 'string' ? part : JSON.stringify(part);
  return Buffer.from(text).toString('base64url');
}
