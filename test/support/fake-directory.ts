import type { AuditEntry, AuditKind, AuditTrail } from '../../shared/src/invalidation/audit.ts';
import type { Change, ChangeOutcome, Invalidator } from '../../shared/src/invalidation/change.ts';
import type { UserDirectory } from '../../shared/src/invalidation/user-directory.ts';

/** A user of the fake. */
export interface FakeUser {
  readonly subject: string;
  readonly email: string;
  role: string;
  password: string;
  disabled: boolean;
  epoch: number;
}

/** Users, their epochs and the audit trail, in memory and open to the test. */
export interface FakeDirectory {
  readonly users: UserDirectory;
  readonly invalidator: Invalidator;
  readonly audit: AuditTrail;
  readonly people: Map<string, FakeUser>;
  /** Oldest first. */
  readonly entries: AuditEntry[];
  /** Peer → the positions that it has acknowledged. */
  readonly acknowledged: Map<string, Set<number>>;
  /** Passwords are being hashed as much as can be. */
  busy: boolean;
}

interface KeptAnswer {
  readonly fingerprint: string;
  readonly until: number;
  readonly epoch: number | null;
  readonly seq: number | null;
}

const ISSUER = 'https://checkout.test';
const NOBODY: Omit<AuditEntry, 'id' | 'kind' | 'at' | 'actor' | 'initiatingEntity' | 'reason'> = {
  note: null,
  txn: 'txn',
  subject: null,
  sid: null,
  oldEpoch: null,
  newEpoch: null,
  acknowledgements: [],
};

/** Makes a directory of these users, by `subject: role`; the address of `u-1` is `u-1@example.com`. */
export function createFakeDirectory(
  roles: Readonly<Record<string, string>>,
  clock: () => number,
): FakeDirectory {
  const people = new Map<string, FakeUser>(
    Object.entries(roles).map(([subject, role]) => {
      const email = `${subject}@example.com`;
      return [subject, { subject, email, role, password: '', disabled: false, epoch: 1 }];
    }),
  );
  const entries: AuditEntry[] = [];
  const kept = new Map<string, KeptAnswer>();
  const acknowledged = new Map<string, Set<number>>();

  function record(kind: AuditKind, facts: Omit<AuditEntry, 'id' | 'kind' | 'at'>): number {
    entries.push({ ...facts, id: entries.length + 1, kind, at: clock() });
    return entries.length;
  }

  function end(kind: AuditKind, targets: readonly FakeUser[], change: Change): ChangeOutcome {
    const { actor, initiatingEntity, reason, note = null } = change;
    const [first] = targets;
    const oldEpoch = first?.epoch ?? null;
    for (const user of targets) user.epoch = Math.max(user.epoch + 1, clock());
    const epoch = first?.epoch ?? clock();
    const subject = kind === 'subject' ? (first?.subject ?? null) : null;
    const facts = { actor, initiatingEntity, reason, note, subject, oldEpoch, newEpoch: epoch };
    return { kind: 'changed', epoch, seq: record(kind, { ...NOBODY, ...facts }) };
  }

  function once({ once: asked }: Change, work: () => ChangeOutcome): ChangeOutcome {
    if (!asked) return work();
    const id = JSON.stringify([asked.credential, asked.key]);
    const known = kept.get(id);
    if (known && known.until > clock()) {
      const { epoch, seq, fingerprint } = known;
      return fingerprint === asked.fingerprint
        ? { kind: 'repeated', epoch, seq }
        : { kind: 'key_reused' };
    }
    const outcome = work();
    const { epoch, seq } = outcome.kind === 'changed' ? outcome : { epoch: null, seq: null };
    const until = clock() + asked.keepSeconds * 1000;
    if (outcome.kind !== 'refused') {
      kept.set(id, { fingerprint: asked.fingerprint, until, epoch, seq });
    }
    return outcome;
  }

  function write(subject: string, change: Change, fields: Partial<FakeUser>): ChangeOutcome {
    return once(change, () => {
      const user = people.get(subject);
      if (!user) return { kind: 'refused' };
      const before = { ...user };
      Object.assign(user, fields);
      const changed = JSON.stringify(before) !== JSON.stringify(user);
      return changed ? end('subject', [user], change) : { kind: 'unchanged' };
    });
  }

  const fake: FakeDirectory = {
    people,
    entries,
    acknowledged,
    busy: false,
    users: {
      roles: ['customer', 'wholesale', 'admin'],
      async find(id) {
        const all = [...people.values()];
        if (id.format === 'email') return all.find(({ email }) => email === id.email) ?? null;
        if (id.format === 'opaque') return people.get(id.id) ?? null;
        return id.iss === ISSUER ? (people.get(id.sub) ?? null) : null;
      },
      setRole: async (subject, role, change) => write(subject, change, { role }),
      async setPassword(subject, password, change) {
        if (fake.busy) return { kind: 'busy', retryAfterSeconds: 3 };
        const problems = ['The password is too short.', 'The password is too common.'];
        if (password.length < 8) return { kind: 'weak_password', problems };
        return write(subject, change, { password });
      },
      setDisabled: async (subject, disabled, change) => write(subject, change, { disabled }),
    },
    invalidator: {
      async revoke(subject, change) {
        const user = people.get(subject);
        return once(change, () => (user ? end('subject', [user], change) : { kind: 'refused' }));
      },
      endSession: async () => ({ kind: 'refused' }),
      endEveryone: async (change) =>
        once(change, () => end('everyone', [...people.values()], change)),
    },
    audit: {
      async read({ subject, after, limit = 50 }) {
        const all = entries.filter((entry) => subject === undefined || entry.subject === subject);
        const part = all.filter(({ id }) => id > (after ?? 0));
        return (after === undefined ? part.reverse() : part).slice(0, limit);
      },
      async refuse({ actor, initiatingEntity, code, note, subject = null }) {
        record('refused', { ...NOBODY, actor, initiatingEntity, reason: code, note, subject });
      },
      acknowledgedBy: async (seq) =>
        [...acknowledged].filter(([, seqs]) => seqs.has(seq)).map(([peer]) => peer),
    },
  };
  return fake;
}
