import type { EndReason } from '../../shared/src/invalidation/change.ts';
import type { Learned } from '../../shared/src/invalidation/receiver-store.ts';
import type { ModelEvent } from './session-oracle.ts';
import type { SessionStage } from './session-stage.ts';

const by = (reason: EndReason) => ({ actor: 'admin', initiatingEntity: 'admin', reason }) as const;

/** Ends all sessions of a user. */
export async function revoke({ world, checkout }: SessionStage, user: string): Promise<void> {
  checkout.ends.revoke(user);
  await world.sides.invalidator.revoke(user, by('role-change'));
}

/** Ends the session that a browser has on checkout. */
export async function endSession(stage: SessionStage, browser: number): Promise<void> {
  const { session } = stage.place(browser, 'checkout');
  if (!session || session.end) return;
  const { user: subject, sid } = session;
  stage.checkout.ends.endSession(session);
  await stage.world.sides.invalidator.endSession({ subject, sid }, by('session-ended'));
}

/** Ends everybody's sessions. */
export async function endEveryone({ world, checkout }: SessionStage): Promise<void> {
  checkout.ends.endEveryone();
  await world.sides.invalidator.endEveryone(by('everyone'));
}

/** The shop hears of events, in this order and at once. */
export async function hear(
  { world, checkout, shop }: SessionStage,
  positions: readonly number[],
): Promise<void> {
  const there = positions.filter((at) => at in world.record);
  for (const at of there) shop.heard.hear(checkout.ends.events[at] as ModelEvent);
  await world.sides.receiver.learn(there.map((at) => world.record[at] as Learned));
}

/** The shop is confirmed, or is not. */
export function setLease({ world, shop }: SessionStage, isFresh: boolean): void {
  world.isFresh = isFresh;
  shop.isFresh = isFresh;
}
