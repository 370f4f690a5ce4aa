import { copyFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { openStore } from '../support/open-store.ts';

describe.each(['shopping', 'checkout'] as const)('a store of %s that fails', (side) => {
  const open = openStore();
  async function statusOf(path: string): Promise<number> {
    return (await open.shopper('program').send(side, 'GET', path)).status;
  }

  it('makes the server unready though alive, until it is back', async () => {
    const file = join(open.store.dataDir, `${side}.db`);
    expect(await statusOf('/readyz')).toBe(200);
    renameSync(file, `${file}.away`);
    expect(await statusOf('/readyz')).toBe(503);
    expect(await statusOf('/healthz')).toBe(200);
    copyFileSync(`${file}.away`, file);
    expect(await statusOf('/readyz')).toBe(503);
    rmSync(file);
    renameSync(`${file}.away`, file);
    expect(await statusOf('/readyz')).toBe(200);
  });

  it('says so in the body', async () => {
    const file = join(open.store.dataDir, `${side}.db`);
    renameSync(file, `${file}.away`);
    const { body } = await open.shopper('program').send(side, 'GET', '/readyz');
    expect(JSON.parse(body)).toEqual({ store: 'failing', peer: 'up' });
    renameSync(`${file}.away`, file);
  });
});
