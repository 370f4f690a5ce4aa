import { encode } from 'cborg';
import { encodeBase64url } from '../core/base64url.ts';
import { decodeFields } from '../core/cbor-fields.ts';
import { nowSeconds } from '../core/clock.ts';
import { isReturnHandle } from '../handoff/return-handle.ts';
import { decodeState } from '../state/encode.ts';
import { StateError } from '../state/errors.ts';
import type { SettlementDelivery } from '../state/settlement-store.ts';
import type { BridgeParts } from './parts.ts';

/** Where the shop is told of an order: `POST`, by checkout alone. */
export const SETTLED_PATH = '/bridge/settled';
/** Type of the body: sealed text, which no page of another site could send. */
export const SETTLED_TYPE = 'application/octet-stream';
/** Bytes of the body; the largest state, sealed, has about 87,500. */
export const MAX_SETTLED_BYTES: number = 96 * 1024;

const MAX_ID = 64;
const FIELDS = 3;

/** What became of a delivery. */
export type Settled =
  /** It waits for the browser; 204. A repeated one too. */
  | 'kept'
  /** The handle stands for no state, or for none any more: never try again; 404. */
  | 'unknown_handle'
  /** The body does not open, or is something else; 400. */
  | 'malformed';

/** Seals on checkout what the shop is told of an order. Seal it anew for every attempt: keys rotate. */
export function sealSettled(
  { settled }: Pick<BridgeParts, 'settled'>,
  { handle, id, state }: SettlementDelivery,
): string {
  return settled.seal(encode([Buffer.from(handle, 'base64url'), id, state]));
}

/** Takes in on the shop what checkout tells of an order. The browser's next visit finds it. */
export async function settle(parts: BridgeParts, body: string): Promise<Settled> {
  const opened = parts.settled.open(body);
  const delivery = opened.ok ? parseDelivery(opened.bytes) : null;
  if (!delivery) return 'malformed';
  const now = nowSeconds(parts.clock);
  // No cookie that is about now lives longer without a visit, and a visit takes it in.
  const until = now + parts.stateLifetimeSeconds;
  const isKept = await parts.settlements?.deliver(delivery, { now, until });
  return isKept ? 'kept' : 'unknown_handle';
}

function parseDelivery(bytes: Uint8Array): SettlementDelivery | null {
  const fields = decodeFields(bytes);
  const [handle, id, state] = fields;
  const wellFormed =
    fields.length === FIELDS &&
    isReturnHandle(handle) &&
    typeof id === 'string' &&
    id.length >= 1 &&
    id.length <= MAX_ID &&
    state instanceof Uint8Array &&
    isState(state);
  return wellFormed ? { handle: encodeBase64url(handle), id, state } : null;
}

function isState(bytes: Uint8Array): boolean {
  try {
    decodeState(bytes);
    return true;
  } catch (error) {
    if (!(error instanceof StateError)) throw error;
    return false;
  }
}
