/** Keys in order of preference: the first one is used, all of them are known. */
export interface Keys<Key> {
  readonly keys: readonly [Key, ...Key[]];
}

/** Keys that give way to others while they are in use. Whoever uses them reads `keys` each time. */
export interface LiveKeys<Key> extends Keys<Key> {
  /** Puts the keys of `next` in place of all there are, from the next use on. */
  replace(next: Keys<Key>): void;
}

/** Makes keys that can be replaced: a keyring for sealers, or signing keys, without a restart. */
export function createLiveKeys<Key>(initial: Keys<Key>): LiveKeys<Key> {
  let { keys } = initial;
  return {
    get keys() {
      return keys;
    },
    replace(next) {
      keys = next.keys;
    },
  };
}
