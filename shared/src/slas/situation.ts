/** Where the shopper is: on a page of the headless side, or on one that B2C controllers render. */
export const ENTRIES = ['headless', 'controller'] as const;
export type Entry = (typeof ENTRIES)[number];

/** What happens in the life of a visit. The last two are halves of a pair, which the first ten leave to be found. */
export const SHOPPER_EVENTS = [
  'first-landing',
  'returning-guest',
  'returning-registered',
  'sign-in',
  'registration',
  'sign-out',
  'token-expired',
  'session-expired',
  'refresh-token-dead',
  'password-changed',
  'session-missing',
  'tokens-missing',
] as const;
export type ShopperEvent = (typeof SHOPPER_EVENTS)[number];

/** Whether the SLAS client has a secret. */
export const CLIENT_KINDS = ['public', 'private'] as const;
export type ClientKind = (typeof CLIENT_KINDS)[number];

/** Who keeps token and session together: this bridge, or the platform (B2C Commerce from 25.3). */
export const BRIDGE_MODES = ['manual', 'hybrid-auth'] as const;
export type BridgeMode = (typeof BRIDGE_MODES)[number];

/** One cell of the table of plans. */
export interface Situation {
  readonly entry: Entry;
  readonly event: ShopperEvent;
  readonly client: ClientKind;
  readonly mode: BridgeMode;
}

/** Every cell, in the order in which the table is read. */
export const SITUATIONS: readonly Situation[] = SHOPPER_EVENTS.flatMap((event) =>
  ENTRIES.flatMap((entry) =>
    BRIDGE_MODES.flatMap((mode) => CLIENT_KINDS.map((client) => ({ entry, event, client, mode }))),
  ),
);
