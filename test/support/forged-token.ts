import {
  createSealer,
  crossingLabels,
  type Direction,
  encodeClaims,
  type HandoffClaims,
  type Keyring,
  parseOrigin,
} from 'domain-bridge/handoff';
import { emptyState, encodeState } from 'domain-bridge/state';
import type { BrowserModel } from './browser-model.ts';
import { CHECKOUT, SHOP, type StorePair, testKeyring } from './store-pair.ts';

/** What is sealed differently from a genuine token. */
export interface Seal {
  /** Default: the pair's own ring. */
  readonly keyring?: Keyring;
  /** Default: the labels of a hand-off in the right direction between the two test origins. */
  readonly labels?: readonly string[];
}

/** A flow that a browser has begun at `receiver`: its id and challenge. */
export async function beginFlow(
  browser: BrowserModel,
  receiver: string,
): Promise<Pick<HandoffClaims, 'flow' | 'challenge'>> {
  const issue = new URL(await browser.openUntil(`${receiver}/bridge/start`, '/bridge/issue'));
  return {
    flow: issue.searchParams.get('flow') ?? '',
    challenge: Buffer.from(issue.searchParams.get('challenge') ?? '', 'base64url'),
  };
}

/** The URL of a token made by somebody who holds the key: bound to a flow of `browser`, and else as told. */
export async function forge(
  pair: Pick<StorePair, 'clock'>,
  browser: BrowserModel,
  receiver: string,
  claims: Partial<HandoffClaims> = {},
  seal: Seal = {},
): Promise<string> {
  const whole: HandoffClaims = {
    jti: Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64url'),
    issuedAt: Math.floor(pair.clock.now() / 1000),
    returnPath: receiver === SHOP ? '/cart' : '/account',
    state: encodeState(emptyState((length) => crypto.getRandomValues(new Uint8Array(length)))),
    link: null,
    ...(await beginFlow(browser, receiver)),
    ...claims,
  };
  return acceptUrl(receiver, sealBytes(encodeClaims(whole), receiver, seal));
}

/** Seals any bytes as a token for `receiver`. */
export function sealBytes(bytes: Uint8Array, receiver: string, seal: Seal = {}): string {
  const { keyring = testKeyring('b1'), labels = handoffLabels(receiver) } = seal;
  return createSealer({ keyring, labels }).seal(bytes);
}

/** Labels of the hand-off towards `receiver`. */
export function handoffLabels(receiver: string): readonly string[] {
  const direction: Direction = receiver === SHOP ? 'to-shopping' : 'to-checkout';
  const pair = { shopping: parseOrigin(SHOP), checkout: parseOrigin(CHECKOUT) };
  return crossingLabels('handoff', direction, pair);
}

/** The URL that accepts `token` at `receiver`. */
export function acceptUrl(receiver: string, token: string): string {
  return `${receiver}/bridge/accept?t=${token}`;
}

/** The token in such a URL. */
export function tokenOf(url: string): string {
  return new URL(url).searchParams.get('t') ?? '';
}
