/** What a file says of the past of a key, epoch milliseconds; null where it says nothing. */
export interface KeyHistory {
  /** When it came into the file. */
  readonly added: number | null;
  /** When it became the first, which seals or signs. */
  readonly promoted: number | null;
  /** When another one became the first in its place. */
  readonly demoted: number | null;
}

/** A key of a file. */
export interface KeyEntry {
  readonly kid: string;
  readonly history: KeyHistory;
  /** As it stands in the file; secret. */
  readonly text: string;
}

/** A file of keys that was read. */
export interface KeyFileText {
  /** In order: the first one seals or signs, all are known. */
  readonly entries: readonly KeyEntry[];
  /** The text of the same file with these keys. */
  readonly textWith: (entries: readonly KeyEntry[]) => string;
}

/** The words for the three moments, in order. */
export const MOMENTS = ['added', 'promoted', 'demoted'] as const;

/** Of a key about which the file says nothing. */
export const UNRECORDED: KeyHistory = { added: null, promoted: null, demoted: null };

/** Whether a key has come to seal or sign one day, and does not yet. */
export function isWaiting({ history }: KeyEntry): boolean {
  return history.added !== null && history.promoted === null && history.demoted === null;
}
