import assert from 'node:assert/strict';
import type { Role } from '../../shared/src/crypto/direction.ts';
import { crossToCheckout, crossToShop, keepToken, useToken } from './crossing-steps.ts';
import { endEveryone, endSession, hear, revoke, setLease } from './end-steps.ts';
import { type Action, BROWSERS, USERS } from './session-action.ts';
import { SessionStage } from './session-stage.ts';
import { SessionWorld } from './session-world.ts';
import { addLine, changePassword, enter, leave, look, removeLine } from './shopper-steps.ts';

const ROLES: readonly Role[] = ['shopping', 'checkout'];

/**
 * Lets a history take place, in the world and in the model beside it, and compares what every page shows.
 * In the end the shop hears of everything, and the two domains must agree.
 *
 * @throws {AssertionError} When world and model part.
 */
export async function playHistory(history: readonly Action[]): Promise<void> {
  const world = await SessionWorld.create(USERS, BROWSERS);
  const stage = new SessionStage(world, USERS);
  try {
    for (const action of history) {
      // Nothing else happens in the second in which something ends.
      world.clock.advance(1);
      await act(stage, action);
      await world.recordFeed();
      assert.equal(world.record.length, stage.checkout.ends.events.length, 'events of the feed');
    }
    await finish(stage);
  } finally {
    world.sides.close();
  }
}

async function act(stage: SessionStage, action: Action): Promise<void> {
  switch (action.kind) {
    case 'look':
      return look(stage, action);
    case 'add':
      return addLine(stage, action.browser, action.role);
    case 'remove':
      return removeLine(stage, action);
    case 'sign in':
      return enter(stage, action.browser, USERS[action.user] as string);
    case 'sign out':
      return leave(stage, action);
    case 'change password':
      return changePassword(stage, action);
    case 'to shop':
      return crossToShop(stage, action.browser);
    case 'to checkout':
      return crossToCheckout(stage, action.browser);
    case 'fetch token':
      return keepToken(stage, action.browser);
    case 'use token':
      return useToken(stage, action.browser);
    case 'revoke':
      return revoke(stage, USERS[action.user] as string);
    case 'end session':
      return endSession(stage, action.browser);
    case 'end everyone':
      return endEveryone(stage);
    case 'hear':
      return hear(
        stage,
        action.back.map((back) => stage.world.record.length - 1 - back),
      );
    case 'lease':
      return setLease(stage, action.isFresh);
    case 'wait':
      return stage.world.clock.advance(action.seconds);
  }
}

/** Whoever is known on the shop then has a session that lives on checkout, and the other way round. */
async function finish(stage: SessionStage): Promise<void> {
  await hear(stage, [...stage.world.record.keys()].reverse());
  setLease(stage, true);
  for (const browser of stage.world.browsers.keys()) {
    for (const role of ROLES) await look(stage, { browser, role, lost: false });
    const { session } = stage.place(browser, 'shopping');
    const { state } = await stage.world.look(browser, 'shopping');
    const lives = session !== null && stage.checkout.ends.lives(session);
    assert.equal(state === 'recognized', lives, 'the domains agree');
  }
}
