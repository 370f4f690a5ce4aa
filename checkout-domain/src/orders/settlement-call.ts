import { type BridgeParts, SETTLED_PATH, SETTLED_TYPE, sealSettled } from 'domain-bridge/flows';
import { type PeerAnswer, type PeerClient, PeerError } from 'domain-bridge/peer';
import type { SettlementDelivery } from 'domain-bridge/state';

/** How long the shop may take to answer. */
export const CALL_TIMEOUT_SECONDS = 5;
/** The failure of a handle that stands for no browser of the shop. */
export const UNKNOWN_HANDLE = 'unknown_handle';

/**
 * Tells the shop of an order, once. Never throws.
 *
 * @returns Null when the shop knows now; otherwise what went wrong, in one word: `UNKNOWN_HANDLE`,
 * `status_503`, `ERR_PEER_TIMEOUT`.
 */
export async function callSettled(
  { parts, peer }: { readonly parts: Pick<BridgeParts, 'settled'>; readonly peer: PeerClient },
  settlement: SettlementDelivery,
  signal: AbortSignal,
): Promise<string | null> {
  try {
    const answer = await peer.call({
      method: 'POST',
      path: SETTLED_PATH,
      body: sealSettled(parts, settlement),
      contentType: SETTLED_TYPE,
      timeoutSeconds: CALL_TIMEOUT_SECONDS,
      signal,
    });
    return judge(answer);
  } catch (error) {
    return error instanceof PeerError ? error.code : 'unexpected';
  }
}

/** Of the answers 404, one alone is about the handle: a proxy or an older shop gives others. */
function judge({ status, body }: PeerAnswer): string | null {
  if (status === 204) return null;
  const isUnknown = status === 404 && codeOf(body) === UNKNOWN_HANDLE;
  return isUnknown ? UNKNOWN_HANDLE : `status_${status}`;
}

function codeOf(body: string): unknown {
  try {
    return (JSON.parse(body) as { code?: unknown }).code;
  } catch {
    return undefined;
  }
}
