import { describe, expect, it } from '@jest/globals';
import type { User } from '../../accounts/user.ts';
import { openAdministration, pathOf } from '../test-admin.ts';
import type { TestVisitor } from '../test-visitor.ts';

const office = openAdministration();

describe('the audit trail', () => {
  async function change(admin: TestVisitor, user: User, note = ''): Promise<void> {
    await admin.form(`${pathOf(user)}/end-sessions`, { note });
  }

  it('says who did what to whom, when and why, and who knows of it', async () => {
    const admin = await office.admin();
    const user = await office.somebody();
    await change(admin, user, 'a lost phone');
    const href = `/admin/audit?user=${user.id}`;
    const pending = (await admin.page(href)).body;
    expect(pending).toContain(
      `<strong>All devices signed out</strong> for <a href="${pathOf(user)}">`,
    );
    expect(pending).toContain(`By <a href="${pathOf(office.root)}">root@example.com</a>`);
    expect(pending).toContain('a lost phone');
    expect(pending).toContain('shopping: pending');
    office.checkout.db
      .prepare(
        `INSERT INTO acknowledgements (seq, stream, at) SELECT id, 'shopping', at + 38 FROM audit ORDER BY id DESC LIMIT 1`,
      )
      .run();
    expect((await admin.page(href)).body).toContain('shopping: after 38 ms');
  });

  it('is of one user, by address or id', async () => {
    const admin = await office.admin();
    const [user, other] = [await office.somebody(), await office.somebody()];
    await change(admin, user, 'note one');
    await change(admin, other, 'note two');
    for (const name of [user.id, user.email]) {
      const { body } = await admin.page(`/admin/audit?${new URLSearchParams({ user: name })}`);
      expect([body.includes('note one'), body.includes('note two')]).toEqual([true, false]);
    }
  });

  it('goes back page by page, to the first entry and no further', async () => {
    const admin = await office.admin();
    const user = await office.somebody();
    for (let i = 0; i < 51; i++) await change(admin, user, `note ${i}.`);
    const first = (await admin.page(`/admin/audit?user=${user.id}`)).body;
    expect(first).toContain('note 50.');
    expect(first).not.toContain('note 0.');
    const older = /href="([^"]*before=[^"]*)"/.exec(first)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const second = (await admin.page(older)).body;
    expect(second).toContain('note 0.');
    expect(second).not.toContain('before=');
    expect(second).toContain('Newest entries');
  });

  it('has nothing about nobody, whatever there is about others', async () => {
    const admin = await office.admin();
    const { body } = await admin.page('/admin/audit?user=nobody%40example.com');
    expect(body).toContain('There is no such user.');
    expect(body).not.toMatch(/class="audit"|before=/);
  });

  it.each(['before=x', 'before=-1', 'before=1e9', 'before=99999999999999999'])(
    'shows the newest for a place that is none: %s',
    async (query) => {
      const admin = await office.admin();
      expect((await admin.page(`/admin/audit?${query}`)).body).not.toContain('Newest entries');
    },
  );

  it('names a user who is gone by id', async () => {
    const admin = await office.admin();
    const user = await office.somebody();
    office.checkout.db.prepare('DELETE FROM users WHERE id = ?').run(user.id);
    const { body } = await admin.page(`/admin/audit?user=${user.id}`);
    expect(body).toContain(`for <span>${user.id}</span>`);
    expect(body).toContain('By <span>a statement in the database</span>');
  });
});
