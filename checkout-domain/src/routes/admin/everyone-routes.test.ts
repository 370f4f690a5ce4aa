import { describe, expect, it } from '@jest/globals';
import { codeOf, openAdministration } from '../test-admin.ts';
import { noticeOn, whereTo } from '../test-visitor.ts';

const office = openAdministration();

describe("ending everybody's sessions", () => {
  it.each([
    [{ reason: '', confirm: 'EVERYONE' }, 'reason-error'],
    [{ reason: '   ', confirm: 'EVERYONE' }, 'reason-error'],
    [{ reason: 'x'.repeat(501), confirm: 'EVERYONE' }, 'reason-error'],
    [{ reason: 'a \u202edrill', confirm: 'EVERYONE' }, 'reason-error'],
    [{ reason: 'a\u001b[2Jdrill', confirm: 'EVERYONE' }, 'reason-error'],
    [{ reason: 'Keys were stolen', confirm: 'everyone' }, 'confirm-error'],
    [{ reason: 'Keys were stolen', confirm: '' }, 'confirm-error'],
  ])('takes a reason and the typed word: %p', async (fields, id) => {
    const admin = await office.admin();
    const page = await admin.form('/admin/everyone', fields);
    expect(page.status).toBe(400);
    expect(page.body).toContain(`id="${id}"`);
    const program = await admin.json('POST', '/admin/everyone', fields);
    expect([program.status, codeOf(program)]).toEqual([400, 'confirmation_required']);
    expect(await admin.state()).toBe('authenticated');
  });

  it("ends them all, the administrator's own too, and says why afterwards", async () => {
    const admin = await office.admin();
    const others = [await office.checkout.signedIn(await office.somebody()), await office.admin()];
    const sent = await admin.form('/admin/everyone', {
      reason: 'Keys were stolen',
      confirm: 'EVERYONE',
    });
    expect(whereTo(sent)).toBe('/login?next=%2Fadmin%2Faudit');
    expect(noticeOn(await admin.page(whereTo(sent)))).toContain('everybody was signed out');
    for (const other of others) expect(await other.state()).toBe('anonymous');
    expect(await office.lastEntry()).toMatchObject({
      kind: 'everyone',
      actor: office.root.id,
      reason: 'everyone',
      note: 'Keys were stolen',
    });
    expect(await (await office.admin()).state()).toBe('authenticated');
  });
});
