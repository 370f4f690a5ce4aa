import type { HandoffClaims } from 'domain-bridge/handoff';

/** The bytes of the state that came along with a token. Fails where it waits at the sender instead. */
export function inlineState({ state }: Pick<HandoffClaims, 'state'>): Uint8Array {
  if (state instanceof Uint8Array) return state;
  throw new Error('the state was parked');
}
