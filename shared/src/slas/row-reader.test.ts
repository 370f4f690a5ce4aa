import { beforeEach, describe, expect, it } from '@jest/globals';
import { createSeededRandom } from '../../../test/support/seeded-random.ts';
import { createMemoryKeptShopperStore } from '../memory/kept-shopper-store.ts';
import type { KeptShopperStore } from './kept-shopper-store.ts';
import { createRowReader, type RowReader } from './row-reader.ts';
import { mintRowId, rowKey, sealTokens } from './sealed-tokens.ts';
import type { ShopperTokens } from './shopper-pair.ts';

const NOW = 1_000;
const TOKENS: ShopperTokens = {
  kind: 'guest',
  accessToken: 'a.b.c',
  accessTokenExpiresAt: NOW + 100,
  refreshToken: 'RT',
  refreshTokenExpiresAt: NOW + 1_000,
  usid: 'u-1',
  customerId: 'gcid1',
  encUserId: null,
  idToken: null,
  idpAccessToken: null,
  idpRefreshToken: null,
  dnt: false,
};

describe('a reader of rows', () => {
  const random = createSeededRandom();
  let store: KeptShopperStore;
  let reader: RowReader;
  let id: string;

  beforeEach(() => {
    store = createMemoryKeptShopperStore();
    reader = createRowReader(store, 1);
    id = mintRowId(random);
  });

  function write(version: number | null, tokens: ShopperTokens, into = id): Promise<boolean> {
    const sealed = sealTokens(tokens, into, random);
    return store.write(rowKey(into), version, sealed, tokens.refreshTokenExpiresAt);
  }
  async function tokensOf(row: string, now = NOW): Promise<ShopperTokens | undefined> {
    return (await reader.read(row, now))?.tokens;
  }

  it('opens a row once, as long as it stays as it is', async () => {
    await write(null, TOKENS);
    const first = await reader.read(id, NOW);
    expect(first).toEqual({ tokens: TOKENS, version: 1 });
    // The same object: it was not opened again.
    expect(await tokensOf(id)).toBe(first?.tokens);
  });

  it('opens it again after the access token has ended', async () => {
    await write(null, TOKENS);
    const first = await tokensOf(id);
    const again = await tokensOf(id, TOKENS.accessTokenExpiresAt);
    expect(again).toEqual(first);
    expect(again).not.toBe(first);
  });

  it('sees at once what another process writes', async () => {
    await write(null, TOKENS);
    await reader.read(id, NOW);
    const renewed = { ...TOKENS, refreshToken: 'RT-2' };
    await write(1, renewed);
    expect(await reader.read(id, NOW)).toEqual({ tokens: renewed, version: 2 });
  });

  it('sees at once that another process removed it, and that its time is over', async () => {
    await write(null, { ...TOKENS, accessTokenExpiresAt: NOW + 2_000 });
    await reader.read(id, NOW);
    expect(await reader.read(id, TOKENS.refreshTokenExpiresAt)).toBeNull();
    await store.remove(rowKey(id));
    expect(await reader.read(id, NOW)).toBeNull();
  });

  it('does not go by what it remembers where the row was changed, whatever its version', async () => {
    await write(null, TOKENS);
    await reader.read(id, NOW);
    const row = await store.read(rowKey(id), NOW);
    const sealed = Uint8Array.from(row?.sealed ?? []);
    sealed[sealed.length - 1] = (sealed.at(-1) ?? 0) ^ 1;
    await store.remove(rowKey(id));
    await store.write(rowKey(id), null, sealed, TOKENS.refreshTokenExpiresAt);
    expect(await reader.read(id, NOW)).toBeNull();
  });

  it('remembers as many rows as it is told', async () => {
    const other = mintRowId(random);
    await write(null, TOKENS);
    await write(null, TOKENS, other);
    const first = await tokensOf(id);
    await reader.read(other, NOW);
    expect(await tokensOf(id)).not.toBe(first);
  });
});
