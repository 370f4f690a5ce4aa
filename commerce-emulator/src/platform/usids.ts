import type { EmulatorClock } from './clock.ts';
import { newCustomerId, newUsid } from './random-ids.ts';

/** A SLAS shopper: one usid from the first visit through every sign-in. */
export interface Usid {
  readonly usid: string;
  /** The guest behind it. */
  gcid: string;
  /** Who signed in last under it; null: nobody. */
  rcid: string | null;
  readonly channelId: string;
  /** Epoch seconds at which the last of its refresh tokens ends; null: none was made. */
  refreshableUntil: number | null;
}

/** The shoppers that SLAS knows. */
export interface Usids {
  find(usid: string): Usid | null;
  /**
   * The shopper of a usid, or a new one. A usid that nobody knows is taken as it is.
   *
   * @returns null when its refresh tokens have all expired: SLAS then says that the usid is assigned elsewhere.
   */
  claim(usid: string | null, channelId: string): Usid | null;
  /** The guest of this customer id that came last, e.g. whose session is being bridged. */
  byGuest(gcid: string): Usid | null;
  all(): readonly Usid[];
  clear(): void;
}

/** Shoppers in memory. */
export function createUsids(clock: EmulatorClock): Usids {
  const known = new Map<string, Usid>();
  const add = (usid: string, channelId: string): Usid => {
    const gcid = newCustomerId();
    const shopper: Usid = { usid, gcid, rcid: null, channelId, refreshableUntil: null };
    known.set(usid, shopper);
    return shopper;
  };
  return {
    find: (usid) => known.get(usid) ?? null,
    claim(usid, channelId) {
      const shopper = usid === null ? null : known.get(usid);
      if (!shopper) return add(usid ?? newUsid(), channelId);
      const { refreshableUntil } = shopper;
      return refreshableUntil !== null && refreshableUntil <= clock.now() ? null : shopper;
    },
    byGuest: (gcid) => [...known.values()].findLast((shopper) => shopper.gcid === gcid) ?? null,
    all: () => [...known.values()],
    clear: () => known.clear(),
  };
}
