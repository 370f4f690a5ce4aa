import { describe, expect, it } from '@jest/globals';
import { codeOf, openAdministration, pathOf } from '../test-admin.ts';
import { PASSWORD } from '../test-checkout.ts';
import { whereTo } from '../test-visitor.ts';

const office = openAdministration();

describe('the gate of the administration', () => {
  const reads = ['/admin', '/admin?q=a', '/admin/users/usr_x', '/admin/audit', '/admin/everyone'];
  const writes = [
    ...['role', 'disable', 'enable', 'force-reset', 'end-sessions'].map(
      (action) => `/admin/users/usr_x/${action}`,
    ),
    '/admin/everyone',
  ];

  it.each(reads)('leads whoever is not signed in to the sign-in, and back: %s', async (path) => {
    const page = await office.checkout.visitor().page(path);
    expect([page.status, whereTo(page)]).toEqual([
      303,
      `/login?${new URLSearchParams({ next: path })}`,
    ]);
  });

  it.each([...reads, ...writes])('is an unknown page to everybody else: %s', async (path) => {
    for (const role of ['customer', 'wholesale'] as const) {
      const visitor = await office.checkout.signedIn(await office.somebody(role));
      const answer = writes.includes(path)
        ? await visitor.json('POST', path, {})
        : await visitor.json('GET', path);
      const unknown = await visitor.json('GET', '/nothing-here');
      expect([answer.status, answer.body]).toEqual([unknown.status, unknown.body]);
      expect(answer.status).toBe(404);
    }
  });

  it.each(writes)('lets no write through without a sign-in: %s', async (path) => {
    const before = await office.checkout.audit();
    const program = await office.checkout.visitor().json('POST', path, {});
    expect([program.status, codeOf(program)]).toEqual([401, 'sign_in_required']);
    const form = await office.checkout.visitor().form(path, { return: '/admin/everyone' });
    expect(whereTo(form)).toBe('/login?next=%2Fadmin%2Feveryone');
    expect(await office.checkout.audit()).toEqual(before);
  });

  it('takes a sign-in of the last 15 minutes, to the second, for reading and for writing', async () => {
    const admin = await office.admin();
    office.checkout.clock.advance(15 * 60 - 1);
    expect((await admin.page('/admin')).status).toBe(200);
    office.checkout.clock.advance(1);
    const page = await admin.page('/admin/audit?user=x');
    expect(whereTo(page)).toBe('/login?next=%2Fadmin%2Faudit%3Fuser%3Dx&again=1');
    const user = await office.somebody();
    const write = await admin.json('POST', `${pathOf(user)}/disable`, {});
    expect([write.status, codeOf(write)]).toEqual([401, 'sign_in_required']);
    const form = await admin.form(`${pathOf(user)}/disable`, { return: pathOf(user) });
    expect(whereTo(form)).toBe(`/login?${new URLSearchParams({ next: pathOf(user), again: '1' })}`);
  });

  it('shows the sign-in also to somebody who is signed in, and leads on from it', async () => {
    const admin = await office.admin();
    office.checkout.clock.advance(16 * 60);
    const page = await admin.visit('/admin');
    expect(page.body).toContain('<h1>Sign in</h1>');
    expect(page.body).toContain(`value="${office.root.email}"`);
    const next = /name="next" value="([^"]*)"/.exec(page.body)?.[1] ?? '';
    const sent = await admin.form('/api/login', {
      email: office.root.email,
      password: PASSWORD,
      next,
    });
    expect((await admin.visit(whereTo(sent))).body).toContain('<h1>Users</h1>');
  });

  it('closes with the role: the session of a former administrator opens nothing', async () => {
    const former = await office.somebody('admin');
    const visitor = await office.checkout.signedIn(former);
    expect((await visitor.page('/admin')).status).toBe(200);
    office.checkout.db.prepare(`UPDATE users SET role = 'customer' WHERE id = ?`).run(former.id);
    expect(whereTo(await visitor.page('/admin'))).toBe('/login?next=%2Fadmin');
  });

  it('refuses a form of another site', async () => {
    const admin = await office.admin();
    const user = await office.somebody();
    const spoofed = new Map(admin.cookies);
    const foreign = await admin.form(`${pathOf(user)}/disable`, {}, 'https://evil.test');
    expect([foreign.status, admin.cookies]).toEqual([403, spoofed]);
    expect(await office.canSignIn(user)).toBe(true);
  });
});
