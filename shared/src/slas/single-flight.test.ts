import { afterAll, describe, expect, it } from '@jest/globals';
import { createDatabaseFiles } from '../../../test/support/database-files.ts';
import { createTestScheduler } from '../../../test/support/test-scheduler.ts';
import { utf8 } from '../core/bytes.ts';
import { createMemoryFlightStore } from '../memory/flight-store.ts';
import { createSqliteFlightStore } from '../sqlite/flight-store.ts';
import type { FlightStore } from './flight-store.ts';
import { createSingleFlight, type Landing, type SingleFlightOptions } from './single-flight.ts';

const files = createDatabaseFiles();
afterAll(() => files.remove());

const TOKEN = 'a refresh token that can be redeemed once';
const EPOCH = Date.UTC(2040, 0, 1);

function landing(text: string): Landing {
  return { result: utf8(text), keepSeconds: 60 };
}

/** A call whose end the test decides. */
function createCall() {
  const ends: { resolve(text: string): void; reject(error: Error): void }[] = [];
  const make = () =>
    new Promise<Landing>((resolve, reject) => {
      ends.push({ resolve: (text) => resolve(landing(text)), reject });
    });
  const end = (index = 0) => {
    const found = ends[index];
    if (!found) throw new Error('no such call was made');
    return found;
  };
  return { make, end, made: () => ends.length };
}

type StoreMaker = () => readonly [FlightStore, FlightStore];

const openMemory: StoreMaker = () => {
  const store = createMemoryFlightStore();
  return [store, store];
};
const openSqlite: StoreMaker = () => {
  const [one, other] = files.openTwice();
  return [createSqliteFlightStore(one), createSqliteFlightStore(other)];
};

/** Two processes on one store, a third on the same, and time. */
function createProcesses(
  createStores: StoreMaker = openMemory,
  options: Partial<SingleFlightOptions> = {},
) {
  const scheduler = createTestScheduler();
  const [first, second] = createStores();
  const failures: unknown[] = [];
  const createProcess = (store: FlightStore) =>
    createSingleFlight({
      store,
      scheduler,
      clock: () => EPOCH + scheduler.now(),
      onFailure: (error) => failures.push(error),
      ...options,
    });
  return {
    one: createProcess(first),
    other: createProcess(second),
    third: createProcess(first),
    ...{ scheduler, failures, store: first },
  };
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString();
}

async function outcome(promise: Promise<Uint8Array>): Promise<string> {
  return promise.then(textOf, (error) => `${error.code ?? error.message}`);
}

describe.each([
  ['memory', openMemory],
  ['SQLite, two handles on one file', openSqlite],
])('single flights on %s', (_, createStores) => {
  it('make one call for a hundred requests in two processes', async () => {
    const { one, other, scheduler } = createProcesses(createStores);
    const call = createCall();
    const answers = Array.from({ length: 100 }, (_, i) =>
      (i % 2 ? one : other).run(TOKEN, 'refresh', call.make),
    );
    await scheduler.advance(500);
    call.end().resolve('new tokens');
    await scheduler.advance(50);
    const texts = (await Promise.all(answers)).map(textOf);
    expect(new Set(texts)).toEqual(new Set(['new tokens']));
    expect([texts.length, call.made(), scheduler.sleepers()]).toEqual([100, 1, 0]);
  });

  it('give latecomers the result for as long as it is kept, and then begin anew', async () => {
    const { one, other, scheduler } = createProcesses(createStores);
    const call = createCall();
    const answer = one.run(TOKEN, 'refresh', call.make);
    await scheduler.until(() => call.made() === 1);
    call.end().resolve('new tokens');
    await answer;
    await scheduler.advance(59_000);
    expect(textOf(await other.run(TOKEN, 'refresh', call.make))).toBe('new tokens');
    expect(textOf(await one.run(TOKEN, 'refresh', call.make))).toBe('new tokens');
    await scheduler.advance(1_000);
    void other.run(TOKEN, 'refresh', call.make);
    await scheduler.until(() => call.made() === 2);
  });

  it('do not mix up secrets or purposes', async () => {
    const { one, other, scheduler } = createProcesses(createStores);
    const make = (text: string) => async () => landing(text);
    expect(textOf(await one.run(TOKEN, 'refresh', make('a')))).toBe('a');
    expect(textOf(await other.run(TOKEN, 'bridge', make('b')))).toBe('b');
    expect(textOf(await other.run(`${TOKEN}.`, 'refresh', make('c')))).toBe('c');
    expect(scheduler.sleepers()).toBe(0);
  });

  it('replace a holder that died, at the end of its lease', async () => {
    const { one, other, third, scheduler } = createProcesses(createStores);
    const [dead, alive] = [createCall(), createCall()];
    const lost = one.run(TOKEN, 'refresh', dead.make);
    await scheduler.until(() => dead.made() === 1);
    const answer = other.run(TOKEN, 'refresh', alive.make);
    await scheduler.advance(14_900);
    expect(alive.made()).toBe(0);
    await scheduler.advance(150);
    expect(alive.made()).toBe(1);
    // Not dead after all, but late: its result is for those who asked there, and for nobody else.
    dead.end().resolve('late tokens');
    expect(textOf(await lost)).toBe('late tokens');
    const waiting = third.run(TOKEN, 'refresh', dead.make);
    await scheduler.advance(100);
    alive.end().resolve('new tokens');
    await scheduler.advance(100);
    expect([textOf(await answer), textOf(await waiting)]).toEqual(['new tokens', 'new tokens']);
    expect(dead.made()).toBe(1);
  });

  it('fail for all who wait in a process, and begin anew at once in another', async () => {
    const { one, other, scheduler } = createProcesses(createStores);
    const [bad, good] = [createCall(), createCall()];
    const failing = [1, 2, 3].map(() => outcome(one.run(TOKEN, 'refresh', bad.make)));
    await scheduler.until(() => bad.made() === 1);
    const waiting = other.run(TOKEN, 'refresh', good.make);
    await scheduler.advance(100);
    bad.end().reject(new Error('refused'));
    await scheduler.advance(50);
    expect(await Promise.all(failing)).toEqual(['refused', 'refused', 'refused']);
    good.end().resolve('new tokens');
    expect(textOf(await waiting)).toBe('new tokens');
    expect([bad.made(), good.made()]).toEqual([1, 1]);
    expect(textOf(await one.run(TOKEN, 'refresh', bad.make))).toBe('new tokens');
  });

  it('begin once in each process: a second failure is not tried again', async () => {
    const { one, other, scheduler } = createProcesses(createStores);
    const call = createCall();
    const answers = [one, other].map((each) => outcome(each.run(TOKEN, 'refresh', call.make)));
    await scheduler.until(() => call.made() === 1);
    call.end(0).reject(new Error('first'));
    await scheduler.advance(100);
    call.end(1).reject(new Error('second'));
    await scheduler.advance(60_000);
    expect((await Promise.all(answers)).sort()).toEqual(['first', 'second']);
    expect([call.made(), scheduler.sleepers()]).toEqual([2, 0]);
  });

  it('replace the replacement too', async () => {
    const { one, other, third, scheduler } = createProcesses(createStores);
    const never = createCall();
    void one.run(TOKEN, 'refresh', never.make);
    await scheduler.until(() => never.made() === 1);
    await scheduler.advance(14_000);
    const patient = outcome(third.run(TOKEN, 'refresh', never.make));
    void other.run(TOKEN, 'refresh', never.make);
    // The holder is replaced by one of the two, the replacement by the other.
    await scheduler.advance(1_100);
    expect(never.made()).toBe(2);
    await scheduler.advance(15_000);
    expect(never.made()).toBe(3);
    never.end(1).resolve('late');
    never.end(2).resolve('late');
    expect(await patient).toBe('late');
  });
});

describe('what is ended', () => {
  it('is answered by the end, also to whoever was exchanging it just then', async () => {
    const { one, other, scheduler } = createProcesses();
    const call = createCall();
    const answer = one.run(TOKEN, 'refresh', call.make);
    await scheduler.until(() => call.made() === 1);
    expect(await other.end(TOKEN, 'refresh', landing('signed out'))).toBeNull();
    call.end().resolve('new tokens');
    expect(textOf(await answer)).toBe('signed out');
    expect(textOf(await one.run(TOKEN, 'refresh', call.make))).toBe('signed out');
  });

  it('tells what it had been exchanged for', async () => {
    const { one, other } = createProcesses();
    await one.run(TOKEN, 'refresh', async () => landing('new tokens'));
    const before = await other.end(TOKEN, 'refresh', landing('signed out'));
    expect(before && textOf(before)).toBe('new tokens');
  });
});

describe('a single flight', () => {
  it('sweeps what has ended now and then, and is not held up by a sweep that fails', async () => {
    const inner = createMemoryFlightStore();
    let sweeps = 0;
    const store: FlightStore = {
      ...inner,
      async sweep() {
        sweeps += 1;
        throw new Error('the disk is full');
      },
    };
    const { one } = createProcesses(() => [store, store]);
    for (let round = 0; round < 1_000; round++) {
      await one.run(`${TOKEN} ${round}`, 'refresh', async () => landing('new tokens'));
    }
    expect(sweeps).toBe(2);
  });

  it('gives up on others who never land and never end', async () => {
    const store: FlightStore = {
      join: async () => ({ kind: 'pending' }),
      land: async () => false,
      abandon: async () => {},
      settle: async () => null,
      sweep: async () => 0,
    };
    const { one, scheduler } = createProcesses(() => [store, store], { leaseSeconds: 15 });
    const call = createCall();
    const answer = outcome(one.run(TOKEN, 'refresh', call.make));
    await scheduler.advance(29_900);
    expect(scheduler.sleepers()).toBe(1);
    await scheduler.advance(100);
    expect(await answer).toBe('ERR_SLAS_UNAVAILABLE');
    expect([call.made(), scheduler.sleepers()]).toEqual([0, 0]);
  });

  it('keeps neither the token nor what it was exchanged for in the clear', async () => {
    const [db] = files.openTwice();
    const { one } = createProcesses(() => {
      const store = createSqliteFlightStore(db);
      return [store, store];
    });
    await one.run(TOKEN, 'refresh', async () => landing('new tokens'));
    const row = db.prepare('SELECT key, holder, result FROM slas_flights').get();
    const kept = Object.values(row as Record<string, unknown>)
      .map((value) => `${value} ${Buffer.from(String(value), 'base64url')}`)
      .join();
    for (const secret of [TOKEN, 'new tokens']) expect(kept).not.toContain(secret);
  });

  it('forgets a flight that has ended: the next one asks the store again', async () => {
    const { one, store, scheduler } = createProcesses();
    await one.run(TOKEN, 'refresh', async () => landing('first'));
    await store.sweep(EPOCH);
    expect(textOf(await one.run(TOKEN, 'refresh', async () => landing('second')))).toBe('second');
    expect(scheduler.sleepers()).toBe(0);
  });

  it('takes an error thrown at once for one that came later', async () => {
    const { one, other } = createProcesses();
    const make = () => {
      throw new Error('at once');
    };
    expect(await outcome(one.run(TOKEN, 'refresh', make))).toBe('at once');
    expect(textOf(await other.run(TOKEN, 'refresh', async () => landing('fine')))).toBe('fine');
  });

  it('refuses an empty secret', async () => {
    const { one } = createProcesses();
    expect(await outcome(one.run('', 'refresh', async () => landing('x')))).toMatch('"secret"');
  });

  it.each(['leaseSeconds', 'pollMilliseconds'])('refuses a bad %s', (name) => {
    const store = createMemoryFlightStore();
    for (const value of [0, -1, 0.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => createSingleFlight({ store, [name]: value })).toThrow(RangeError);
    }
  });
});

describe('when the store fails', () => {
  const down = new Error('disk full');
  /** A store of which some methods fail while `isDown` says so. */
  function createFailing(broken: Partial<Record<keyof FlightStore, () => boolean>>) {
    const inner = createMemoryFlightStore();
    const fail = (name: keyof FlightStore) => {
      if (broken[name]?.()) throw down;
    };
    const store: FlightStore = {
      async join(...args) {
        fail('join');
        return inner.join(...args);
      },
      async land(...args) {
        fail('land');
        return inner.land(...args);
      },
      async abandon(...args) {
        fail('abandon');
        return inner.abandon(...args);
      },
      settle: inner.settle,
      sweep: inner.sweep,
    };
    return { store, inner };
  }

  it('makes the call alone, once in a process, and says so once', async () => {
    const { store } = createFailing({ join: () => true });
    const { one, failures } = createProcesses(() => [store, store]);
    const call = createCall();
    const answers = [1, 2, 3].map(() => one.run(TOKEN, 'refresh', call.make));
    await new Promise(setImmediate);
    call.end().resolve('new tokens');
    expect((await Promise.all(answers)).map(textOf)).toEqual(Array(3).fill('new tokens'));
    expect([call.made(), failures]).toEqual([1, [down]]);
  });

  it('goes on waiting for whoever was seen at it', async () => {
    let isDown = false;
    const { store } = createFailing({ join: () => isDown });
    const { one, other, scheduler, failures } = createProcesses(() => [store, store]);
    const call = createCall();
    const answers = [one, other].map((each) => each.run(TOKEN, 'refresh', call.make));
    await scheduler.advance(100);
    isDown = true;
    await scheduler.advance(1_000);
    call.end().resolve('new tokens');
    await scheduler.advance(1_000);
    isDown = false;
    await scheduler.advance(50);
    expect((await Promise.all(answers)).map(textOf)).toEqual(['new tokens', 'new tokens']);
    expect([call.made(), failures]).toEqual([1, [down]]);
  });

  it('makes the call alone when it does not come back in time', async () => {
    let isDown = false;
    const { store } = createFailing({ join: () => isDown });
    const { one, other, scheduler, failures } = createProcesses(() => [store, store]);
    const [lost, own] = [createCall(), createCall()];
    void one.run(TOKEN, 'refresh', lost.make);
    await scheduler.until(() => lost.made() === 1);
    const answer = other.run(TOKEN, 'refresh', own.make);
    await scheduler.advance(100);
    isDown = true;
    await scheduler.advance(29_800);
    expect(own.made()).toBe(0);
    await scheduler.advance(200);
    own.end().resolve('own tokens');
    expect(textOf(await answer)).toBe('own tokens');
    expect(failures).toEqual([down]);
  });

  it('still hands out what was brought when it cannot be kept', async () => {
    const { store } = createFailing({ land: () => true });
    const { one, failures } = createProcesses(() => [store, store]);
    expect(textOf(await one.run(TOKEN, 'refresh', async () => landing('mine')))).toBe('mine');
    expect(failures).toEqual([down]);
  });

  it('still tells why a call failed when the flight cannot be given up', async () => {
    const { store } = createFailing({ abandon: () => true });
    const { one, failures } = createProcesses(() => [store, store]);
    const make = async () => {
      throw new Error('refused');
    };
    expect(await outcome(one.run(TOKEN, 'refresh', make))).toBe('refused');
    expect(failures).toEqual([down]);
  });

  it('makes the call alone where somebody damaged what has landed', async () => {
    const { inner } = createFailing({});
    const store: FlightStore = {
      ...inner,
      join: async (...args) => {
        const flight = await inner.join(...args);
        return flight.kind === 'landed' ? { ...flight, result: Uint8Array.of(0xff) } : flight;
      },
    };
    const { one, other, failures } = createProcesses(() => [store, store]);
    await one.run(TOKEN, 'refresh', async () => landing('theirs'));
    expect(textOf(await other.run(TOKEN, 'refresh', async () => landing('mine')))).toBe('mine');
    expect(failures).toMatchObject([{ code: 'ERR_SLAS_MALFORMED_ANSWER' }]);
    expect(String(failures[0])).not.toContain(TOKEN);
  });

  it('needs nobody to listen', async () => {
    const { store } = createFailing({ join: () => true });
    const { one } = createProcesses(() => [store, store], { onFailure: () => {} });
    expect(textOf(await one.run(TOKEN, 'refresh', async () => landing('mine')))).toBe('mine');
    const deaf = createSingleFlight({ store });
    expect(textOf(await deaf.run(TOKEN, 'refresh', async () => landing('mine')))).toBe('mine');
  });
});
