import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { findChromium } from './chromium.ts';

describe('the Chromium of the tests', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'domain-bridge-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const put = (name: string, mode = 0o755) => writeFileSync(join(folder, name), '', { mode });

  it('is the engine without its windows, where there is a whole one besides', () => {
    put('chromium');
    put('chromium-headless-shell');
    expect(findChromium({ PATH: folder })).toBe(join(folder, 'chromium-headless-shell'));
  });

  it('is a whole one where there is no other', () => {
    put('chromium');
    put('chromium-headless-shell', 0o644);
    expect(findChromium({ PATH: folder })).toBe(join(folder, 'chromium'));
  });

  it('is the one that the environment names, whatever is on the path', () => {
    put('chromium-headless-shell');
    expect(findChromium({ PATH: folder, CHROMIUM: '/opt/other' })).toBe('/opt/other');
  });

  it('is none where the path has none', () => {
    expect(findChromium({ PATH: folder })).toBeNull();
  });
});
