import { encodeBase64url } from '../core/base64url.ts';
import type { Random } from '../core/random.ts';
import type { ObservedMap, Vector } from './observed-remove.ts';

/** Single-valued fields of a state: the shipping choice, field by field, and how prices are to be shown. */
export const REGISTERS = [
  'shipping.method',
  'shipping.country',
  'shipping.postalCode',
  'locale',
  'currency',
] as const;

/** Name of a single-valued field. */
export type Register = (typeof REGISTERS)[number];

/** The fields that say something of a person. They are written under the personal twin of their writer. */
export const PERSONAL_REGISTERS: ReadonlySet<string> = new Set<Register>(['shipping.postalCode']);

/** A shipping choice. */
export interface ShippingChoice {
  /** Id of a shipping method, e.g. `standard`. */
  readonly method: string;
  /** ISO 3166-1 alpha-2, e.g. `IE`. */
  readonly country: string;
  readonly postalCode?: string;
}

/** Bytes of a visitor id. */
export const VISITOR_ID_BYTES = 16;

/**
 * What crosses between the domains, and nothing else does: never a price, name, e-mail, address line,
 * IP address or user agent.
 */
export interface ShoppingState {
  /** Every write this replica has seen, also those that were removed again. */
  readonly vector: Vector;
  /** Line key (see `lineKey`) → quantities. The quantity that counts is the highest of them. */
  readonly lines: ObservedMap<number>;
  /** Promotion code → its writes. */
  readonly promotions: ObservedMap<true>;
  /** Register → values. `readRegister` settles which one counts. */
  readonly registers: ObservedMap<string>;
  /** 22 characters of base64url: a label for logs. No lookup uses it; a replica that has one keeps its own. */
  readonly visitorId: string;
}

/** A state that nobody has written to, with a new visitor id. */
export function emptyState(random: Random): ShoppingState {
  return {
    vector: new Map(),
    lines: new Map(),
    promotions: new Map(),
    registers: new Map(),
    visitorId: encodeBase64url(random(VISITOR_ID_BYTES)),
  };
}
