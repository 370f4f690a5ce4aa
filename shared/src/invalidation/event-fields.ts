import { InvalidationError } from './errors.ts';

const MAX_CHARACTERS = 255;

/** An object of which nothing is known. */
export type Fields = Readonly<Record<string, unknown>>;

/** An object in the claims of an event. @throws {InvalidationError} `ERR_EVENT_MALFORMED`. */
export function fieldsOf(value: unknown, name: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw malformedEvent(`"${name}" expected an object`);
  }
  return value as Fields;
}

/** An identifier of anything. @throws {InvalidationError} `ERR_EVENT_MALFORMED`. */
export function identifierOf(value: unknown, name: string): string {
  if (typeof value === 'string' && value.length > 0 && value.length <= MAX_CHARACTERS) return value;
  throw malformedEvent(`"${name}" expected 1-${MAX_CHARACTERS} characters`);
}

/** The refusal of an event that is not what it should look like. */
export function malformedEvent(message: string, options?: ErrorOptions): InvalidationError {
  return new InvalidationError('ERR_EVENT_MALFORMED', message, options);
}

/** The refusal of a well-formed event about something that its issuer may not speak for. */
export function foreignSubject(what: string): InvalidationError {
  return new InvalidationError('ERR_EVENT_WRONG_SUBJECT', `the event is about ${what}`);
}
