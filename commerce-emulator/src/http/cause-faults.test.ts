import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Emulator, startEmulator } from '../../../test/support/emulator.ts';
import { createSlasCaller, PRIVATE_BASIC, SLAS } from '../../../test/support/slas-caller.ts';
import { parseFault } from '../platform/faults.ts';

let emulator: Emulator;
beforeEach(async () => {
  emulator = await startEmulator();
});
afterEach(() => emulator.stop());

const token = (signal?: AbortSignal) =>
  fetch(`${emulator.origin}${SLAS}/token`, {
    method: 'POST',
    headers: { Authorization: PRIVATE_BASIC, Origin: 'http://localhost:3000' },
    body: new URLSearchParams({ grant_type: 'client_credentials', channel_id: 'RefArch' }),
    ...(signal ? { signal } : {}),
  });

describe('faults on the wire', () => {
  it('answer 429 with Retry-After, once, and in the shape of SLAS', async () => {
    await emulator.faults({ operation: 'token', status: 429, retryAfterSeconds: 5, times: 1 });
    const answer = await token();
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '5']);
    expect(answer.headers.get('access-control-allow-origin')).toBe('http://localhost:3000');
    expect(await answer.json()).toMatchObject({ status_code: '429 TOO_MANY_REQUESTS' });
    expect((await token()).status).toBe(200);
  });

  it('answer 502 with a page', async () => {
    await emulator.faults({ operation: '*', status: 502 });
    const answer = await token();
    expect(answer.headers.get('content-type')).toContain('text/html');
    expect(await answer.text()).toMatch(/^<html>/);
  });

  it('answer in the shape of each service', async () => {
    await emulator.faults({ operation: '*', status: 503 });
    const body = async (path: string) => (await fetch(emulator.origin + path)).json();
    expect(await body(`${SLAS}/jwks`)).toMatchObject({ error: 'gateway_server_error' });
    expect(await body('/s/RefArch/dw/shop/v23_2/sessions')).toHaveProperty('fault.type');
    expect(await body('/checkout/shopper-baskets/v1/organizations/o/baskets')).toHaveProperty(
      'detail',
    );
  });

  it('drop the connection before anything is done', async () => {
    await emulator.faults({ operation: 'token', drop: 'before', times: 1 });
    await expect(token()).rejects.toThrow('fetch failed');
    expect(emulator.platform.usids.all()).toHaveLength(0);
    expect(await emulator.calls()).toMatchObject([{ operation: 'token', status: null }]);
  });

  it('lose the answer to what was done', async () => {
    await emulator.faults({ operation: 'token', drop: 'after', times: 1 });
    await expect(token()).rejects.toThrow('fetch failed');
    expect(emulator.platform.usids.all()).toHaveLength(1);
  });

  it('never answer', async () => {
    await emulator.faults({ operation: 'token', hang: true, times: 1 });
    const abort = new AbortController();
    const answer = token(abort.signal);
    while ((await emulator.calls()).length === 0);
    abort.abort();
    await expect(answer).rejects.toThrow('aborted');
    expect(emulator.platform.usids.all()).toHaveLength(0);
  });

  it('leave what steers the emulator alone', async () => {
    await emulator.faults({ operation: '*', status: 500 });
    await emulator.clearFaults();
    expect((await token()).status).toBe(200);
  });
});

describe('a late answer', () => {
  it('comes after its delay', async () => {
    const { delays, platform, privateGuest } = createSlasCaller();
    platform.faults.add(parseFault({ operation: 'token', delaySeconds: 6, times: 1 }));
    await privateGuest().expect(200);
    expect([delays, platform.faults.list()]).toEqual([[6], []]);
  });
});
