import { InvalidationError } from './errors.ts';
import type { VerifyEvent } from './event-reader.ts';
import type { ExpectedStates } from './expected-states.ts';
import type { ReceiverStore } from './receiver-store.ts';

/**
 * Takes a pushed event (RFC 8935). It is on disk when this resolves. A push never moves the cursor of the polls:
 * what was pushed before it may be missing.
 *
 * @throws {InvalidationError} What `verifyEvent` throws, and `ERR_EVENT_WRONG_STATE` for a verification event that
 * nobody here asked for with that state.
 */
export type ReceiveEvent = (jwt: string) => Promise<void>;

/** Makes the receiver's end of the pushes. A repeated event is taken like a new one. */
export function createEventReceiver(options: {
  readonly verify: VerifyEvent;
  readonly receiver: Pick<ReceiverStore, 'learn'>;
  readonly states: Pick<ExpectedStates, 'has'>;
}): ReceiveEvent {
  const { verify, receiver, states } = options;
  return async function receiveEvent(jwt) {
    const event = await verify(jwt);
    if (event.kind === 'change') return receiver.learn([event.learned]);
    if (event.state !== null && !states.has(event.state)) {
      throw new InvalidationError('ERR_EVENT_WRONG_STATE', 'the state was not asked for');
    }
  };
}
