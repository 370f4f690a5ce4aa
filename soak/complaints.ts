import type { Exchange, PlacedOrder, Told } from './shopper-history.ts';

/** An exchange with its answer. */
export type Answered = Exchange & { readonly outcome: Told };

/** Of a server that failed; 503 is one that is busy and says so. */
export function complainOfFailure({ status, code = '' }: Told): string[] {
  return status >= 500 && status !== 503 ? [`failed: ${status} ${code}`.trim()] : [];
}

/** A link that brings a stranger nothing is refused, or starts a hand-off of the stranger's own. */
export function complainOfTheft({ status, path }: Told): string[] {
  const isTaken = status >= 200 && status < 400 && path !== '/bridge/start';
  return isTaken ? [`accepted for a second browser: ${status}`] : [];
}

/** Of a write that was answered, and whose answer does not show it. */
export function complainOfEffect(ask: Exchange['ask'], { cart = {} }: Told): string[] {
  if (ask.kind === 'set' && cart[ask.line] !== ask.quantity) return [`not set: ${ask.line}`];
  if (ask.kind === 'remove' && ask.line in cart) return [`not removed: ${ask.line}`];
  return [];
}

/** Of an order that was answered, and is another one, or none, on the disk. */
export function complainOfOrder(told: PlacedOrder, placed: PlacedOrder | undefined): string[] {
  const names = Object.keys(told.lines);
  const isSame =
    placed?.id === told.id &&
    names.length === Object.keys(placed.lines).length &&
    names.every((line) => placed.lines[line] === told.lines[line]);
  return isSame ? [] : [`lost: order ${told.id}`];
}
