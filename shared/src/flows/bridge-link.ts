import { HandoffError } from '../handoff/errors.ts';
import { type BridgeParts, peerOriginOf, selfOf } from './parts.ts';
import { startPath } from './start.ts';

/**
 * Turns a URL into one that takes the shopper's state along. It carries no authority and may stand in a page.
 *
 * @param url Absolute, or relative to our own origin.
 * @returns The URL as it was when it stays on this domain; the start of a hand-off when it leads to the other.
 * @throws {HandoffError} `ERR_HANDOFF_FOREIGN_ORIGIN` when it leads anywhere else.
 */
export function bridgeLink(parts: Pick<BridgeParts, 'pair' | 'role'>, url: string): string {
  const self = selfOf(parts).href;
  const peer = peerOriginOf(parts).href;
  const target = URL.parse(url, self);
  if (target?.origin === self) return url;
  if (target?.origin === peer) return `${peer}${startPath(`${target.pathname}${target.search}`)}`;
  throw new HandoffError(
    'ERR_HANDOFF_FOREIGN_ORIGIN',
    'a bridge link leads to one of the two domains',
  );
}
