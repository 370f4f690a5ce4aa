import type { Authorization } from '../http/request-headers.ts';
import type { Call } from '../platform/call-log.ts';
import type { Parameters } from './parameters.ts';

/** A request of SLAS in plain values. */
export interface SlasRequest {
  readonly parameters: Parameters;
  readonly authorization: Authorization;
  /** A header by its lower-case name; null where it is missing or empty. */
  header(name: string): string | null;
  /** The session id that came along. */
  readonly dwsid: string | null;
  /** What the log is to know of the call beside its path. */
  note(about: Partial<Pick<Call, 'grantType' | 'hint' | 'client' | 'shopper'>>): void;
}

/** What SLAS answers. */
export interface SlasAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** `Set-Cookie` values; only under Hybrid Auth. */
  readonly cookies?: readonly string[];
  /** JSON. */
  readonly body?: object;
}
