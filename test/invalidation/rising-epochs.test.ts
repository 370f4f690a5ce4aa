import { afterAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createSqliteEpochStore } from '../../shared/src/sqlite/epoch-store.ts';
import { createSqliteReceiverStore } from '../../shared/src/sqlite/receiver-store.ts';
import { createSqliteSessionStore } from '../../shared/src/sqlite/session-store.ts';
import { createDatabaseFiles } from '../support/database-files.ts';
import { putSession, SESSION_NOW } from '../support/stored-session.ts';
import { createTestClock } from '../support/test-clock.ts';
import { anyEvent, createHistory, type Event, SUBJECTS } from './ended-history.ts';

const files = createDatabaseFiles();
afterAll(() => files.remove());

const anyHistory = fc.array(fc.tuple(anyEvent, fc.boolean()), { maxLength: 25 });

/** Whose sessions an event ends. */
function endedBy(event: Event): readonly string[] {
  if (event.kind === 'everyone') return SUBJECTS;
  return event.kind === 'revoke' || event.kind === 'sql' ? [event.subject] : [];
}

/** Two handles on one new file, with one clock. */
function createWorld() {
  const [one, other] = files.openTwice();
  const clock = createTestClock();
  const [happenHere, happenThere] = [createHistory(one, clock), createHistory(other, clock)];
  const happen = (event: Event, there: boolean) => (there ? happenThere : happenHere)(event);
  return { one, other, happen };
}

function createWatch({ one, other }: ReturnType<typeof createWorld>) {
  const [epochs, receiver] = [createSqliteEpochStore(one), createSqliteReceiverStore(other)];
  return async () => ({
    subjects: await Promise.all(SUBJECTS.map((name) => epochs.effective(name))),
    floor: await epochs.effective('nobody'),
    highest: await receiver.highestEpoch(),
  });
}

describe('whatever happens, by either of two processes, and wherever the clock is set', () => {
  it('no epoch falls, whoever’s sessions end rises, and nobody else does', async () => {
    await fc.assert(
      fc.asyncProperty(anyHistory, async (history) => {
        const world = createWorld();
        const watch = createWatch(world);
        let before = await watch();
        for (const [event, there] of history) {
          await world.happen(event, there);
          const after = await watch();
          expect(after.floor).toBeGreaterThanOrEqual(before.floor);
          expect(after.highest).toBe(Math.max(after.floor, ...after.subjects));
          for (const [k, name] of SUBJECTS.entries()) {
            const rise = (after.subjects[k] ?? 0) - (before.subjects[k] ?? 0);
            const isEnded = endedBy(event).includes(name);
            expect(rise).toBeGreaterThanOrEqual(isEnded ? 1 : 0);
            // Somebody who signs in for the first time comes on file.
            if (!isEnded && event.kind !== 'session') expect(rise).toBe(0);
          }
          before = after;
        }
      }),
      { numRuns: 25 },
    );
  });

  it('a session lives exactly until its subject’s sessions, or everybody’s, are ended', async () => {
    await fc.assert(
      fc.asyncProperty(anyHistory, async (history) => {
        const { one, other, happen } = createWorld();
        const sessions = createSqliteSessionStore(other);
        const living = new Map<string, string>();
        const dead: string[] = [];
        for (const [i, [event, there]] of history.entries()) {
          const entity = SUBJECTS[i % SUBJECTS.length] ?? '';
          living.set(await putSession(one, { entity, sid: `sid_${i}` }), entity);
          await happen(event, there);
          for (const [id, owner] of living) {
            if (endedBy(event).includes(owner) && living.delete(id)) dead.push(id);
          }
          const isAlive = async (id: string) => (await sessions.read(id, SESSION_NOW)) !== null;
          const [alive, stillDead] = await Promise.all(
            [[...living.keys()], dead].map((ids) => Promise.all(ids.map(isAlive))),
          );
          expect(alive?.every(Boolean)).toBe(true);
          expect(stillDead?.some(Boolean)).toBe(false);
        }
      }),
      { numRuns: 15 },
    );
  });
});
