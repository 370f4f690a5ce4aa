import type { EmulatorClock } from './clock.ts';
import type { Customers } from './customers.ts';
import { DAY } from './duration.ts';
import type { Session, Sessions } from './sessions.ts';
import type { SigningKey } from './signing-key.ts';

/** The two names of a session signature, as parameters of `session-bridge/token`. */
export type SignatureName = 'dwsgst' | 'dwsrst';

/** A signed statement of the platform that a session is there, and whose. */
export interface SessionSignature {
  /** `dwsgst` for a guest, `dwsrst` for somebody signed in. */
  readonly name: SignatureName;
  readonly value: string;
}

/** What `session.generateGuestSessionSignature()` and its registered twin do, and their verification in SLAS. */
export interface SessionSignatures {
  /** Signs a session as what it is. */
  mint(session: Session): SessionSignature;
  /** The living session of a signature. Null: not ours, changed, expired, of the other type, or its session is gone. */
  open(name: SignatureName, value: string): Session | null;
}

/** What session signatures need from the rest of the platform. */
export interface SessionSignaturesDependencies {
  readonly clock: EmulatorClock;
  readonly key: SigningKey;
  readonly tenantId: string;
  readonly sessions: Sessions;
  readonly customers: Customers;
}

/** The example of the documentation lives 603 s. */
const GUEST_LIFETIME_SECONDS = 603;
const REGISTERED_LIFETIME_SECONDS = 30 * DAY;

/** Signatures with the emulator's own ES256 key. */
export function createSessionSignatures(
  dependencies: SessionSignaturesDependencies,
): SessionSignatures {
  const { clock, key, sessions, tenantId } = dependencies;
  return {
    mint(session) {
      const iat = clock.now();
      return session.identity.kind === 'guest'
        ? { name: 'dwsgst', value: key.sign(guestClaims(session, tenantId, iat)) }
        : { name: 'dwsrst', value: key.sign(registeredClaims(session, dependencies, iat)) };
    },
    open(name, value) {
      const claims = key.verify(value)?.payload;
      if (!claims || claims.type !== TYPES[name] || Number(claims.exp) <= clock.now()) return null;
      if (String(claims.tenantId).toLowerCase() !== tenantId) return null;
      const session = sessions.living(String(claims.dwsid));
      const customerId = session && customerClaims(session).customerId;
      const isSame = session && NAMES[session.identity.kind] === name;
      return isSame && customerId === claims.customerId ? session : null;
    },
  };
}

const TYPES = { dwsgst: 'G', dwsrst: 'R' } as const;
const NAMES = { guest: 'dwsgst', registered: 'dwsrst' } as const;

function customerClaims({ identity }: Session) {
  return identity.kind === 'guest'
    ? { customerId: identity.gcid }
    : { rcustomerId: identity.rcid, customerId: identity.gcid };
}

function guestClaims(session: Session, tenantId: string, iat: number): object {
  return {
    tenantId: tenantId.toUpperCase(),
    dwsid: session.dwsid,
    ...customerClaims(session),
    iat,
    exp: iat + GUEST_LIFETIME_SECONDS,
    iss: `commercecloud/production/${tenantId.replace('_', '')}`,
    vers: '1',
    type: 'G',
  };
}

function registeredClaims(
  session: Session,
  { customers, tenantId }: SessionSignaturesDependencies,
  iat: number,
): object {
  const { identity } = session;
  const customer = identity.kind === 'registered' ? customers.byId(identity.rcid) : null;
  return {
    fname: customer?.firstName ?? '',
    lname: customer?.lastName ?? '',
    email: customer?.email ?? '',
    phone: null,
    dwsid: session.dwsid,
    ...customerClaims(session),
    tenantId,
    iss: `slas/dev/${tenantId}`,
    vers: '2',
    type: 'R',
    iat,
    exp: iat + REGISTERED_LIFETIME_SECONDS,
  };
}
