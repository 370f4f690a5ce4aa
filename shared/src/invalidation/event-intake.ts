import { InvalidationError, type InvalidationErrorCode } from './errors.ts';
import { malformedEvent } from './event-fields.ts';
import type { VerifyEvent } from './event-reader.ts';
import type { DeliveryWatch } from './outage.ts';
import { type PushError, toPushError } from './push-error.ts';
import type { Learned } from './receiver-store.ts';

/** Events that were refused, by `jti`. */
export type Refusals = ReadonlyMap<string, PushError>;

/** How the events of an answer are taken in. */
export interface IntakeOptions {
  readonly verify: VerifyEvent;
  /** What is refused is added here. */
  readonly refused: Map<string, PushError>;
  /** What was refused in the round before: no alarm is given twice. */
  readonly refusedBefore: Refusals;
  readonly watch: DeliveryWatch;
}

/** What can be learned from the events of one answer; each refused one costs itself alone. */
export async function takeIn(
  sets: readonly (readonly [jti: string, jwt: string])[],
  { verify, refused, refusedBefore, watch }: IntakeOptions,
): Promise<readonly Learned[]> {
  const learned: Learned[] = [];
  for (const [jti, jwt] of sets) {
    try {
      const event = await verify(jwt, 'clamp');
      if (event.jti !== jti) throw malformedEvent('"jti" expected the name it was sent under');
      // A verification event teaches nothing: that it came by poll says all.
      if (event.kind !== 'change') continue;
      if (event.isAhead) watch.onAlarm?.('epoch_ahead', jti);
      learned.push(event.learned);
    } catch (error) {
      if (!(error instanceof InvalidationError)) throw error;
      const refusal = toPushError(error.code);
      refused.set(jti, refusal);
      const isNew = !refusedBefore.has(jti);
      if (isNew && !mayHeal(error.code)) watch.onAlarm?.(refusal.err, jti);
    }
  }
  return learned;
}

/** A key that is not known yet is on its way. */
function mayHeal(code: InvalidationErrorCode): boolean {
  return code === 'ERR_EVENT_UNKNOWN_KEY';
}
