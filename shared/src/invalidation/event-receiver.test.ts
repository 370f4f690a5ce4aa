import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  createEventForge,
  type EventForge,
  INCARNATION,
  ISSUED_AT,
  PARTIES,
} from '../../../test/support/event-forge.ts';
import {
  createMemoryReceiver,
  type MemoryReceiver,
} from '../../../test/support/memory-receiver.ts';
import { createSeededRandom } from '../../../test/support/seeded-random.ts';
import { createEventReceiver, type ReceiveEvent } from './event-receiver.ts';
import { ExpectedStates } from './expected-states.ts';
import { verifyEvent } from './security-event.ts';

const NOW = ISSUED_AT * 1000;

describe("the receiver's end of the pushes", () => {
  let forge: EventForge;
  let receiver: MemoryReceiver;
  let states: ExpectedStates;
  let receive: ReceiveEvent;
  beforeAll(async () => {
    forge = await createEventForge();
  });
  beforeEach(() => {
    receiver = createMemoryReceiver();
    states = new ExpectedStates(createSeededRandom());
    const options = { keys: forge.eventKeys, parties: PARTIES, clock: () => NOW };
    receive = createEventReceiver({
      verify: (jwt) => verifyEvent(jwt, options),
      receiver,
      states,
    });
  });
  const codeOf = (jwt: string): Promise<unknown> =>
    receive(jwt).then(
      () => 'accepted',
      ({ code }) => code,
    );

  it('learns, and leaves the cursor of the polls where it is', async () => {
    const place = { incarnation: INCARNATION, seq: 3, chain: 'A'.repeat(43) };
    await receiver.learn([], place);
    await receive(await forge.forge());
    expect(receiver.epochOf('sub_a')).toBe(NOW);
    expect(await receiver.cursor()).toEqual(place);
  });

  it('takes an event again and again, and an older one after a newer one, to no effect (I4)', async () => {
    const newer = await forge.forge({ payload: { epoch: NOW + 5 } });
    const older = await forge.forge({ payload: { epoch: NOW } });
    for (const jwt of [newer, older, newer, older]) await receive(jwt);
    expect(receiver.epochOf('sub_a')).toBe(NOW + 5);
  });

  it('leaves a session alone that was begun after the change, whatever comes late (I3)', async () => {
    const session = { subject: 'sub_a', sid: 'sid-1', epoch: NOW };
    for (let epoch = 0; epoch < 5; epoch++) {
      await receive(await forge.forge({ payload: { epoch: NOW - epoch } }));
      expect(receiver.isAlive(session)).toBe(true);
    }
    await receive(await forge.forge({ payload: { epoch: NOW + 1 } }));
    expect(receiver.isAlive(session)).toBe(false);
  });

  it('learns nothing from what it refuses', async () => {
    expect(await codeOf(await forge.forge({ claims: { iss: 'https://evil.test' } }))).toBe(
      'ERR_EVENT_WRONG_ISSUER',
    );
    expect(await receiver.highestEpoch()).toBe(0);
  });

  it('takes a verification event with a state that was asked for, also twice (I22)', async () => {
    const jwt = await forge.verification(states.mint());
    expect([await codeOf(jwt), await codeOf(jwt)]).toEqual(['accepted', 'accepted']);
  });

  it('takes one that nobody asked for when it has no state', async () => {
    expect(await codeOf(await forge.verification(null))).toBe('accepted');
  });

  it('refuses another state, and one that is long past (I22)', async () => {
    const state = states.mint();
    expect(await codeOf(await forge.verification(`${state}x`))).toBe('ERR_EVENT_WRONG_STATE');
    expect(await codeOf(await forge.verification(''))).toBe('ERR_EVENT_WRONG_STATE');
    for (let count = 0; count < 5; count++) states.mint();
    expect(await codeOf(await forge.verification(state))).toBe('ERR_EVENT_WRONG_STATE');
  });
});
