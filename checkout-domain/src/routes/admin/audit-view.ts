import type { AuditEntry } from 'domain-bridge/invalidation';
import type { UserId } from '../../accounts/user.ts';
import type { UserStore } from '../../accounts/user-store.ts';
import type { AuditPeer, AuditPerson, AuditView } from '../../pages/admin/audit-list.ts';
import { actorText, initiatorOf, whatOf } from '../../pages/admin/audit-words.ts';

/** What the trail is put into words with. */
export interface AuditWords {
  readonly users: Pick<UserStore, 'read'>;
  /** Names of the streams that are to acknowledge a change. */
  readonly peers: readonly string[];
}

/** Entries as pages show them: the trail holds ids alone, pages name the users who are still there. */
export async function auditViews(
  { users, peers }: AuditWords,
  entries: readonly AuditEntry[],
): Promise<AuditView[]> {
  const ids = new Set(
    entries.flatMap(({ actor, subject }) => (subject ? [actor, subject] : actor)),
  );
  const read = async (id: string) => [id, await personOf(users, id)] as const;
  const people = new Map(await Promise.all([...ids].map(read)));
  return entries.map((entry) => {
    const { actor, subject, note, at } = entry;
    return {
      what: whatOf(entry),
      subject: subject === null ? null : (people.get(subject) ?? { text: subject }),
      actor: people.get(actor) ?? { text: actor },
      initiator: initiatorOf(entry),
      note,
      at,
      peers: entry.kind === 'refused' ? [] : peers.map((peer) => peerOf(entry, peer)),
    };
  });
}

/** A user by name, with the page about the user; anybody else in words. */
export async function personOf(users: Pick<UserStore, 'read'>, id: string): Promise<AuditPerson> {
  const user = id.startsWith('usr_') ? await users.read(id as UserId) : null;
  return user ? { text: user.email, href: userHref(id) } : { text: actorText(id) };
}

/** The page about a user. */
export function userHref(id: string): string {
  return `/admin/users/${encodeURIComponent(id)}`;
}

function peerOf({ acknowledgements }: AuditEntry, peer: string): AuditPeer {
  const known = acknowledgements.find((each) => each.peer === peer);
  return { peer, afterMilliseconds: known?.afterMilliseconds ?? null };
}
