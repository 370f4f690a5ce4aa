import { describe, expect, it } from '@jest/globals';
import express from 'express';
import request from 'supertest';
import { createPlatform } from '../platform/platform.ts';
import { createConsole } from './console.ts';

function createApp() {
  const app = express();
  app.use('/__emulator', createConsole(createPlatform()));
  return app;
}

describe('console', () => {
  it('is a page that takes script and styles from itself alone', async () => {
    const { text, headers } = await request(createApp()).get('/__emulator/').expect(200);
    expect(text).toContain('f_ecom_zzrf_001 · RefArch');
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("connect-src 'self'");
    expect(policy).not.toContain('unsafe');
    expect(headers['cache-control']).toBe('no-store');
  });

  it.each([
    ['console.js', 'text/javascript; charset=utf-8'],
    ['console.css', 'text/css; charset=utf-8'],
  ])('serves %s', async (file, type) => {
    const { text, headers } = await request(createApp()).get(`/__emulator/${file}`).expect(200);
    expect(headers['content-type']).toBe(type);
    expect(text).not.toMatch(/https?:\/\//);
    expect(text).not.toMatch(/innerHTML|insertAdjacentHTML/);
  });
});
