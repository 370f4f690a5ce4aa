import type { Server } from 'node:http';
import { afterEach, describe, expect, it } from '@jest/globals';
import { parseOrigin } from 'domain-bridge/handoff';
import express from 'express';
import { listen, portOf, stop } from '../../../test/support/store-pair.ts';
import { securityHeaders } from './security-headers.ts';

const HTTP = parseOrigin('http://shop.test');
const HTTPS = parseOrigin('https://checkout.test');

describe('the security headers', () => {
  let server: Server;
  afterEach(() => stop(server));

  async function headersOf(own: typeof HTTP, peer: typeof HTTP): Promise<Headers> {
    const app = express().use(securityHeaders(own, peer), (_req, res) => void res.send('page'));
    server = await listen(app);
    return (await fetch(`http://127.0.0.1:${portOf(server)}/`)).headers;
  }

  it('part an https page from the windows of others (ASVS 5 §3.4.8)', async () => {
    const headers = await headersOf(HTTPS, HTTP);
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(headers.get('origin-agent-cluster')).toBe('?1');
  });

  it('say on plain HTTP nothing that browsers would complain about there', async () => {
    const headers = await headersOf(HTTP, HTTPS);
    for (const name of [
      'cross-origin-opener-policy',
      'origin-agent-cluster',
      'strict-transport-security',
    ]) {
      expect(headers.get(name)).toBeNull();
    }
  });
});
