import { StateError } from './errors.ts';

/** What bytes are refused with that no encoder made. */
export function malformed(): StateError {
  return new StateError('ERR_STATE_MALFORMED', 'the bytes are not a shopping state');
}

/** Refuses them. */
export function check(condition: boolean): asserts condition {
  if (!condition) throw malformed();
}
