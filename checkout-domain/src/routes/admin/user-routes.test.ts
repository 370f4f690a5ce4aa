import { describe, expect, it } from '@jest/globals';
import { codeOf, openAdministration, pathOf } from '../test-admin.ts';

const office = openAdministration();

describe('finding users', () => {
  it('finds by the beginning of the address and by id, and leads to the user', async () => {
    const admin = await office.admin();
    const user = await office.checkout.user('zoe', 'wholesale');
    for (const q of ['zo', 'ZOE@example.com', user.id]) {
      const { body } = await admin.page(`/admin?${new URLSearchParams({ q })}`);
      expect(body).toContain(`<a href="${pathOf(user)}">zoe@example.com</a>`);
      expect(body).toContain('Wholesale customer');
    }
    const none = await admin.page('/admin?q=%25');
    expect(none.body).toContain('Nobody is known by that name.');
  });

  it('shows twenty and says that there are more', async () => {
    const admin = await office.admin();
    await Promise.all(Array.from({ length: 21 }, (_, i) => office.checkout.user(`many-${i}`)));
    const { body } = await admin.page('/admin?q=many-');
    expect(body.match(/many-\d+@example/g)).toHaveLength(20);
    expect(body).toContain('These are the first.');
  });

  it('shows what is known of a user, the devices included', async () => {
    const user = await office.somebody();
    await office.checkout.signedIn(user);
    await office.checkout.signedIn(user);
    const { body } = await (await office.admin()).page(pathOf(user));
    for (const text of [user.email, user.id, 'Signed in on 2 devices', 'Unknown device']) {
      expect(body).toContain(text);
    }
  });

  it('does not know everybody', async () => {
    const admin = await office.admin();
    for (const [method, path] of [
      ['GET', '/admin/users/usr_none'],
      ['POST', '/admin/users/usr_none/disable'],
    ] as const) {
      const answer = await admin.json(method, path);
      expect([answer.status, codeOf(answer)]).toEqual([404, 'unknown_user']);
    }
  });
});
