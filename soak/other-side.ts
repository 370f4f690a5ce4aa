import type { Side } from '../test/support/running-store.ts';

/** The domain that this one is not. */
export function otherThan(side: Side): Side {
  return side === 'shopping' ? 'checkout' : 'shopping';
}
