import { describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { createSlasCaller } from '../../../test/support/slas-caller.ts';
import { labelOf } from '../platform/random-ids.ts';

function createWorld() {
  const caller = createSlasCaller();
  return { ...caller, agent: request(caller.app) };
}

describe('/__emulator', () => {
  it('moves the clock', async () => {
    const { agent, platform } = createWorld();
    const { body } = await agent.post('/__emulator/clock').send({ advanceSeconds: 90 }).expect(200);
    expect([body.now, platform.clock.now()]).toEqual([1_700_000_090, 1_700_000_090]);
    await agent.post('/__emulator/clock').send({ advanceSeconds: -120 }).expect(200);
    expect((await agent.get('/__emulator/clock')).body.now).toBe(1_699_999_970);
    for (const advanceSeconds of [1.5, '1', null]) {
      await agent.post('/__emulator/clock').send({ advanceSeconds }).expect(400);
    }
  });

  it('turns switches, all or none', async () => {
    const { agent, platform } = createWorld();
    const { body } = await agent
      .post('/__emulator/switches')
      .send({ sync: 'hybrid_auth' })
      .expect(200);
    expect(body).toMatchObject({ sync: 'hybrid_auth', production: false });
    const wrong = { production: true, sync: 'magic' };
    const refused = await agent.post('/__emulator/switches').send(wrong).expect(400);
    expect(refused.body.detail).toContain('sync expected');
    expect(platform.switches.production).toBe(false);
    expect((await agent.get('/__emulator/switches')).body.sync).toBe('hybrid_auth');
  });

  it('takes one fault or several, lists and clears them', async () => {
    const { agent } = createWorld();
    await agent.post('/__emulator/faults').send({ operation: 'token', status: 503 }).expect(200);
    await agent
      .post('/__emulator/faults')
      .send([
        { operation: 'login', status: 500 },
        { operation: '*', hang: true },
      ])
      .expect(200);
    expect((await agent.get('/__emulator/faults')).body).toHaveLength(3);
    const wrong = [
      { operation: 'token', status: 503 },
      { operation: 'token', status: 1 },
    ];
    await agent.post('/__emulator/faults').send(wrong).expect(400);
    expect((await agent.get('/__emulator/faults')).body).toHaveLength(3);
    await agent.delete('/__emulator/faults').expect(204);
    expect((await agent.get('/__emulator/faults')).body).toEqual([]);
  });

  it('lists calls, those after a number, and pages when asked', async () => {
    const { agent, get } = createWorld();
    await get('jwks');
    await get('authorize');
    await agent.get('/on/demandware.store/Sites-RefArch-Site/en_US/Home-Show');
    const names = async (query: string) =>
      (await agent.get(`/__emulator/calls${query}`)).body.map(
        ({ operation }: { operation: string }) => operation,
      );
    expect(await names('')).toEqual(['jwks', 'authorize']);
    expect(await names('?since=1')).toEqual(['authorize']);
    expect(await names('?pages=1')).toEqual(['jwks', 'authorize', 'Home-Show']);
  });

  it('tells of every shopper which tokens, sessions and basket are theirs', async () => {
    const { agent, guest, platform } = createWorld();
    const { access_token, customer_id, usid } = await guest();
    const bearer = `Bearer ${access_token}`;
    await agent.post('/s/RefArch/dw/shop/v23_2/sessions').set('Authorization', bearer).expect(204);
    const product = platform.products.all[0]?.id ?? '';
    platform.baskets.add(customer_id, product, 2);
    const { body } = await agent.get('/__emulator/shoppers').expect(200);
    const { dwsid } = platform.sessions.allLiving(customer_id)[0] ?? { dwsid: '' };
    expect(body).toEqual([
      {
        customerId: customer_id,
        label: labelOf(customer_id),
        kind: 'guest',
        login: null,
        usids: [usid],
        refreshTokens: 1,
        sessions: [{ dwsid, label: labelOf(dwsid), usid }],
        basket: { basketId: expect.any(String), lines: [{ productId: product, quantity: 2 }] },
      },
      expect.objectContaining({ kind: 'registered', login: 'jane@example.com', basket: null }),
    ]);
    expect(JSON.stringify(body)).not.toContain('eyJ');
  });

  it('leads back to the start', async () => {
    const { agent, guest, platform } = createWorld();
    await guest();
    await agent.post('/__emulator/reset').expect(204);
    expect(platform.usids.all()).toEqual([]);
  });

  it('listens to no page of another origin', async () => {
    const { agent, platform } = createWorld();
    await agent
      .post('/__emulator/clock')
      .set('Origin', 'http://evil.example')
      .send({ advanceSeconds: 9 })
      .expect(403);
    expect(platform.clock.now()).toBe(1_700_000_000);
    const read = await agent.get('/__emulator/shoppers').set('Origin', 'null').expect(403);
    expect(read.headers).not.toHaveProperty('access-control-allow-origin');
    await agent
      .get('/__emulator/shoppers')
      .set({ Origin: 'http://emulator.localhost:8090', Host: 'emulator.localhost:8090' })
      .expect(200);
  });
});
