import { afterAll, describe, expect, it } from '@jest/globals';
import { createChangeRunner } from '../../shared/src/sqlite/change-runner.ts';
import { createToolFiles } from './tool-world.ts';

const files = createToolFiles();
afterAll(() => files.remove());
const { createWorld } = files;

const OTHERS = ['bob', 'cid'];

describe('a subject whose row was lost', () => {
  it('does not come alive again under the change of a tool', async () => {
    // Its clock and ours are the same machine's.
    const { run, living } = await createWorld(Date.now);
    run("DELETE FROM subject_state WHERE subject = 'ann'");
    expect(await living()).toEqual(OTHERS);
    run("UPDATE users SET role = 'admin' WHERE id = 'ann'");
    expect(await living()).toEqual(OTHERS);
  });

  it('does not come alive again under a change of ours', async () => {
    const { db, run, living, clock } = await createWorld();
    run("DELETE FROM subject_state WHERE subject = 'ann'");
    const change = { actor: 'x', initiatingEntity: 'admin', reason: 'role-change' } as const;
    const role = db.prepare("UPDATE users SET role = 'admin' WHERE id = 'ann'");
    const runner = createChangeRunner(db, { clock: () => clock() + 1 });
    expect(runner.run(change, () => role.run().changes === 1).kind).toBe('changed');
    expect(await living()).toEqual(OTHERS);
  });
});
