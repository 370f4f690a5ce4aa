import { describe, expect, it } from '@jest/globals';
import { hostile, shopper } from '../test-samples.ts';
import type { AuditView } from './audit-list.ts';
import { auditPage } from './audit-page.ts';
import { everyonePage } from './everyone-page.ts';
import { type UserModel, userPage } from './user-page.ts';
import { usersPage } from './users-page.ts';

const now = 1_795_190_400;
const entry: AuditView = {
  what: hostile,
  subject: { text: hostile, href: hostile },
  actor: { text: hostile },
  initiator: hostile,
  note: hostile,
  at: now * 1000,
  peers: [
    { peer: hostile, afterMilliseconds: null },
    { peer: 'shopping', afterMilliseconds: 38 },
  ],
};
const user: UserModel = {
  id: 'usr_1',
  email: 'ann@example.com',
  role: 'customer',
  roleLabel: 'Customer',
  roles: [
    { value: 'customer', label: 'Customer' },
    { value: 'admin', label: 'Administrator' },
  ],
  disabled: false,
  isSelf: false,
  memberSince: now,
  sessions: [],
  hasMoreSessions: false,
  recent: [],
  auditHref: '/admin/audit?user=usr_1',
  now,
};
const at = (path: string) => ({ ...shopper, path });

describe('the pages of the administration', () => {
  it('say where one is, also below a section', () => {
    const users = { query: null, users: [], hasMore: false, recent: [] };
    expect(String(usersPage(at('/admin'), users))).toContain(
      '<a href="/admin" aria-current="page">',
    );
    expect(String(userPage(at('/admin/users/usr_1'), user))).toContain(
      '<a href="/admin" aria-current="true">',
    );
    expect(String(everyonePage(at('/admin/everyone'), {}))).toContain(
      '<a href="/admin/everyone" aria-current="page">',
    );
  });

  it('escape whatever stands in the trail, in names and in what was asked for', () => {
    const found = { email: hostile, role: hostile, disabled: true, href: hostile };
    const session = { id: hostile, device: hostile, createdAt: now, lastSeenAt: now };
    const pages = [
      usersPage(at('/admin'), { query: hostile, users: [found], hasMore: true, recent: [entry] }),
      auditPage(at('/admin/audit'), {
        entries: [entry],
        asked: hostile,
        subject: { text: hostile, href: hostile },
      }),
      userPage(at('/admin/users/x'), {
        ...user,
        id: hostile,
        email: hostile,
        sessions: [session],
        recent: [entry],
      }),
      everyonePage(at('/admin/everyone'), { reason: hostile, reasonProblem: hostile }),
    ];
    for (const page of pages) expect(String(page)).not.toContain('<script>alert');
  });

  it('show who knows of a change, after how long, and who does not yet', () => {
    const page = String(
      auditPage(at('/admin/audit'), { entries: [entry], asked: '', subject: null }),
    );
    expect(page).toContain('shopping: after 38 ms');
    expect(page).toMatch(/badge-warning">[^<]*: pending/);
  });
});

describe('the actions on a user', () => {
  it('are forms, each with its note, and fold away', () => {
    const page = String(userPage(at('/admin/users/usr_1'), user));
    for (const action of ['role', 'disable', 'force-reset', 'end-sessions']) {
      expect(page).toContain(`method="post" action="/admin/users/usr_1/${action}"`);
      expect(page).toContain(`id="${action}-note"`);
    }
    expect(page.match(/<details class="action" name="action">/g)).toHaveLength(4);
    expect(page).not.toContain('name="confirm"');
    expect(page).toContain('value="customer" selected');
  });

  it('enable where the account is disabled', () => {
    const page = String(userPage(at('/admin/users/usr_1'), { ...user, disabled: true }));
    expect(page).toContain('action="/admin/users/usr_1/enable"');
    expect(page).not.toContain('action="/admin/users/usr_1/disable"');
  });

  it("take a tick more on one's own account, where they lock out", () => {
    const page = String(userPage(at('/admin/users/usr_1'), { ...user, isSelf: true }));
    expect(page.match(/name="confirm" required/g)).toHaveLength(3);
    expect(page).toContain('This is you');
  });

  it('say how many devices there are at least', () => {
    const session = { id: 's', device: 'Chrome', createdAt: now, lastSeenAt: now };
    const many = { ...user, sessions: Array(100).fill(session), hasMoreSessions: true };
    expect(String(userPage(at('/admin/users/usr_1'), many))).toContain('100 devices or more');
  });
});
