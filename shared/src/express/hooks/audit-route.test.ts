import { beforeEach, describe, expect, it } from '@jest/globals';
import { createHooksApp, type HooksApp } from '../../../../test/support/hooks-app.ts';

describe('the hook that reads the audit trail', () => {
  let hooks: HooksApp;
  beforeEach(async () => {
    hooks = createHooksApp();
    for (const id of ['u-1', 'u-2', 'u-1']) {
      await hooks.call('/revoke', { as: 'revoke', body: { sub_id: { format: 'opaque', id } } });
    }
  });
  const ids = async (query: string) => {
    const { body } = await hooks.call(`/audit${query}`, { as: 'audit' });
    return body.entries.map(({ id }: { id: number }) => id);
  };

  it('shows an entry whole, in the names of the wire', async () => {
    const { body } = await hooks.call('/audit?limit=1', { as: 'audit' });
    expect(body).toEqual({
      entries: [
        {
          id: 3,
          kind: 'subject',
          at: hooks.clock.now(),
          actor: 'hook:revoke',
          initiating_entity: 'admin',
          reason: 'sessions-revoked',
          note: null,
          txn: 'txn',
          sub: 'u-1',
          sid: null,
          old_epoch: hooks.clock.now(),
          new_epoch: hooks.clock.now() + 1,
          acknowledgements: [],
        },
      ],
    });
  });

  it('shows which peers know, and after how long', async () => {
    const [entry] = hooks.directory.entries;
    if (!entry) throw new Error('expected an entry');
    const acknowledgements = [{ peer: 'shopping', afterMilliseconds: 38 }];
    hooks.directory.entries.splice(0, 3, { ...entry, sid: 'sid-1', acknowledgements });
    const { body } = await hooks.call('/audit', { as: 'audit' });
    expect(body.entries).toMatchObject([
      { sid: 'sid-1', acknowledgements: [{ peer: 'shopping', after_milliseconds: 38 }] },
    ]);
  });

  it.each([
    ['', [3, 2, 1]],
    ['?', [3, 2, 1]],
    ['?limit=2', [3, 2]],
    ['?after=0', [1, 2, 3]],
    ['?after=1&limit=1', [2]],
    ['?after=3', []],
    ['?sub=u-1', [3, 1]],
    ['?sub=u-1&after=1', [3]],
    ['?sub=nobody', []],
    ['?limit=200&sub=u%2D2', [2]],
    ['?after=9007199254740991', []],
  ])('takes %j', async (query, expected) => {
    expect(await ids(query)).toEqual(expected);
  });

  it.each([
    ['?limit=0', 'malformed'],
    ['?limit=201', 'malformed'],
    ['?limit=-1', 'malformed'],
    ['?limit=1e2', 'malformed'],
    ['?limit=', 'malformed'],
    ['?limit=01', 'malformed'],
    ['?after=-1', 'malformed'],
    ['?after=1.5', 'malformed'],
    ['?after=9007199254740992', 'malformed'],
    ['?after=x', 'malformed'],
    ['?sub=', 'malformed'],
    [`?sub=${'x'.repeat(256)}`, 'malformed'],
    ['?subject=u-1', 'malformed'],
    ['?sub[]=u-1', 'malformed'],
    ['?before=3', 'malformed'],
    ['?sub=u-1&sub=u-2', 'duplicate_parameter'],
    ['?limit=1&limit=1', 'duplicate_parameter'],
  ])('refuses %j, since it would show something else', async (query, code) => {
    const answer = await hooks.call(`/audit${query}`, { as: 'audit' });
    expect([answer.status, answer.body.code]).toEqual([400, code]);
  });

  it('answers HEAD like GET, without a body', async () => {
    const answer = await hooks.call('/audit', { as: 'audit', method: 'HEAD' });
    expect([answer.status, answer.text ?? '']).toEqual([200, '']);
  });
});
