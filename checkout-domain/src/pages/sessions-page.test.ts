import { describe, expect, it } from '@jest/globals';
import { sessionsPage } from './sessions-page.ts';
import { hostile, shopper } from './test-samples.ts';

const now = 1_795_190_400;
const here = { id: 'sid_1', device: 'Chrome on Windows', createdAt: now - 60, lastSeenAt: now };
const there = { ...here, id: 'sid/2', device: 'Safari on iPhone', lastSeenAt: now - 7_200 };
const list = [
  { ...here, current: true },
  { ...there, current: false },
];
const chrome = { ...shopper, path: '/account/sessions' };

describe('sessionsPage', () => {
  it('says where and since when, and marks this device', () => {
    const page = String(sessionsPage(chrome, { sessions: list, now }));
    expect(page).toMatch(/Chrome on Windows<\/strong> <span class="badge">This device<\/span>/);
    expect(page).toMatch(
      /Safari on iPhone<\/strong><\/p>\s*<p class="muted">Last seen <time[^>]*>2 hours ago/,
    );
    expect(page.match(/This device/g)).toHaveLength(1);
  });

  it('ends each by a form whose button says which', () => {
    const page = String(sessionsPage(chrome, { sessions: list, now }));
    expect(page).toContain('method="post" action="/api/sessions/sid_1/end"');
    expect(page).toContain('method="post" action="/api/sessions/sid%2F2/end"');
    expect(page).toContain('name="return" value="/account/sessions"');
    expect(page).toContain('<span class="visually-hidden"> Safari on iPhone</span>');
  });

  it('offers to end the others where there are any', () => {
    const all = String(sessionsPage(chrome, { sessions: list, now }));
    expect(all).toContain('action="/api/sessions/end-others"');
    const alone = String(sessionsPage(chrome, { sessions: list.slice(0, 1), now }));
    expect(alone).not.toContain('end-others');
    expect(alone).toContain('name="everywhere" value="yes"');
  });

  it('escapes what browsers call themselves', () => {
    const sessions = [{ ...here, current: false, device: hostile, id: hostile }];
    expect(String(sessionsPage(chrome, { sessions, now }))).not.toContain('<script>alert');
  });
});
