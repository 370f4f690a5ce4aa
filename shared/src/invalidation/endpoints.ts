/** Where pushed events arrive, on shopping (RFC 8935). */
export const EVENTS_PATH = '/bridge/events';
/** Where events are polled, on checkout (RFC 8936). */
export const POLL_PATH = '/ssf/poll';
/** Status of a stream, on checkout (SSF 1.0 §8.1.2). */
export const STATUS_PATH = '/ssf/status';
/** Where a receiver asks for a verification event, on checkout (SSF 1.0 §8.1.4). */
export const VERIFICATION_PATH = '/ssf/verify';
/** Public keys of the events, on checkout. */
export const JWKS_PATH = '/.well-known/jwks.json';
/** What a receiver may know of the transmitter, on checkout (SSF 1.0 §7.1). */
export const CONFIGURATION_PATH = '/.well-known/ssf-configuration';
/** Name of the stream to shopping, and the opaque subject of events about everybody. */
export const SHOPPING_STREAM = 'shopping';
