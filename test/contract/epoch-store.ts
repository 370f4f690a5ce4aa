import { expect, it } from '@jest/globals';
import type { EpochStore } from '../../shared/src/session/session-store.ts';

/** Two views of one store. */
export interface EpochStorePair {
  readonly one: EpochStore;
  readonly other: EpochStore;
}

/** Epochs are epoch milliseconds, so that they pass 32 bits. */
const EPOCH = 2_000_000_000_000;

/** What every epoch store must do. */
export function epochStoreContract(createPair: () => EpochStorePair): void {
  it('begins at zero for a subject it never heard of', async () => {
    const { one } = createPair();
    expect(await one.effective('unknown')).toBe(0);
  });

  it('shows the other handle what was raised, subject by subject', async () => {
    const { one, other } = createPair();
    await one.raise('a', EPOCH);
    expect(await other.effective('a')).toBe(EPOCH);
    expect(await other.effective('b')).toBe(0);
  });

  it('never falls', async () => {
    const { one, other } = createPair();
    await one.raise('a', EPOCH);
    await other.raise('a', EPOCH - 1);
    expect(await one.effective('a')).toBe(EPOCH);
  });

  it('knows of no end of a session that nobody has ended', async () => {
    const { one, other } = createPair();
    await one.raise('a', EPOCH);
    expect(await other.endOf('sid_1')).toBeNull();
  });

  it('ends at the highest of twenty raises made at once', async () => {
    const { one, other } = createPair();
    await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        (i % 2 ? one : other).raise('a', EPOCH + ((i * 7) % 20)),
      ),
    );
    expect(await other.effective('a')).toBe(EPOCH + 19);
  });
}
