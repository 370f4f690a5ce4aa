import { describe, expect, it } from '@jest/globals';
import { codeOf, openAdministration, pathOf } from '../test-admin.ts';
import { noticeOn, whereTo } from '../test-visitor.ts';

type Fields = Readonly<Record<string, string>>;

const office = openAdministration();

describe('an action on a user', () => {
  const actions: [action: string, fields: Fields, reason: string, done: string][] = [
    ['role', { role: 'wholesale' }, 'role-change', 'role_changed'],
    ['disable', {}, 'account-disabled', 'account_disabled'],
    ['force-reset', {}, 'reset-required', 'reset_required'],
    ['end-sessions', {}, 'sessions-revoked', 'sessions_ended'],
  ];

  it.each(actions)(
    'ends every session, under the name of the administrator: %s',
    async (action, fields, reason, done) => {
      const admin = await office.admin();
      const user = await office.somebody();
      const [there, bystander] = [
        await office.checkout.signedIn(user),
        await office.checkout.signedIn(await office.somebody()),
      ];
      const form = { ...fields, note: ' as agreed ', return: pathOf(user) };
      const sent = await admin.form(`${pathOf(user)}/${action}`, form);
      expect([sent.status, whereTo(sent)]).toEqual([303, `${pathOf(user)}?done=${done}`]);
      expect(noticeOn(await admin.page(whereTo(sent)))).not.toBe('');
      expect([await there.state(), await bystander.state()]).toEqual([
        'anonymous',
        'authenticated',
      ]);
      expect(await office.lastEntry()).toMatchObject({
        kind: 'subject',
        subject: user.id,
        actor: office.root.id,
        initiatingEntity: 'admin',
        reason,
        note: 'as agreed',
      });
    },
  );

  it.each(actions)('answers a program with 204: %s', async (action, fields) => {
    const admin = await office.admin();
    const answer = await admin.json('POST', `${pathOf(await office.somebody())}/${action}`, fields);
    expect(answer.status).toBe(204);
  });

  it('disables and enables', async () => {
    const admin = await office.admin();
    const user = await office.somebody();
    await admin.form(`${pathOf(user)}/disable`);
    expect(await office.canSignIn(user)).toBe(false);
    expect((await admin.page(pathOf(user))).body).toContain('Enable the account');
    await admin.form(`${pathOf(user)}/enable`);
    expect(await office.canSignIn(user)).toBe(true);
  });

  it('takes the password away when a new one is required', async () => {
    const admin = await office.admin();
    const user = await office.somebody();
    await admin.form(`${pathOf(user)}/force-reset`);
    expect(await office.canSignIn(user)).toBe(false);
  });

  it('ends nothing where nothing changes, and says so', async () => {
    const admin = await office.admin();
    const user = await office.somebody();
    const there = await office.checkout.signedIn(user);
    const sent = await admin.form(`${pathOf(user)}/role`, { role: 'customer' });
    expect(noticeOn(await admin.page(whereTo(sent)))).toBe('There was nothing to change.');
    expect(await there.state()).toBe('authenticated');
  });

  it.each([
    ['role', { role: 'owner' }, 422, 'unknown_role'],
    ['role', { role: 'toString' }, 422, 'unknown_role'],
    ['disable', { note: 'x'.repeat(501) }, 400, 'malformed'],
    ['disable', { note: 'as agreed\u0000' }, 400, 'malformed'],
    ['disable', { note: 'as \u202eagreed' }, 400, 'malformed'],
  ] as const)('is refused: %s %p', async (action, fields, status, code) => {
    const admin = await office.admin();
    const user = await office.somebody();
    const answer = await admin.json('POST', `${pathOf(user)}/${action}`, fields);
    expect([answer.status, codeOf(answer)]).toEqual([status, code]);
    expect(await office.canSignIn(user)).toBe(true);
  });

  it.each([
    ['role', { role: 'customer' }],
    ['disable', {}],
    ['force-reset', {}],
  ] as const)("takes a tick more on one's own account: %s", async (action, fields) => {
    const self = await office.somebody('admin');
    const admin = await office.checkout.signedIn(self);
    expect((await admin.page(pathOf(self))).body).toMatch(/name="confirm"[^>]*required/);
    const slip = await admin.form(`${pathOf(self)}/${action}`, { ...fields, return: pathOf(self) });
    expect(whereTo(slip)).toBe(`${pathOf(self)}?done=confirmation_required`);
    const program = await admin.json('POST', `${pathOf(self)}/${action}`, fields);
    expect([program.status, codeOf(program)]).toEqual([400, 'confirmation_required']);
    expect(await admin.state()).toBe('authenticated');
    await admin.form(`${pathOf(self)}/${action}`, { ...fields, confirm: 'yes' });
    expect(await admin.state()).toBe('anonymous');
  });

  it.each([
    ['role', { role: 'customer' }],
    ['disable', {}],
  ] as const)('leaves the last administrator: %s', async (action, fields) => {
    office.checkout.db
      .prepare(`UPDATE users SET role = 'customer' WHERE role = 'admin' AND id <> ?`)
      .run(office.root.id);
    const admin = await office.admin();
    const body = { ...fields, confirm: true };
    const answer = await admin.json('POST', `${pathOf(office.root)}/${action}`, body);
    expect([answer.status, codeOf(answer)]).toEqual([409, 'last_admin']);
    const form = { ...fields, confirm: 'yes', return: pathOf(office.root) };
    const sent = await admin.form(`${pathOf(office.root)}/${action}`, form);
    expect(noticeOn(await admin.page(whereTo(sent)))).toContain('the last administrator');
    expect(await admin.state()).toBe('authenticated');
  });
});
