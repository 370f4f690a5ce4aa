import { describe, expect, it } from '@jest/globals';
import { accountPage } from './account-page.ts';
import { eur, hostile, shopper } from './test-samples.ts';

const profile = {
  email: 'shopper@example.com',
  role: 'Customer',
  memberSince: 1_764_000_000,
  sessionCount: 2,
  isAdmin: false,
};
const order = {
  id: 'ord_1',
  placedAt: 1_795_190_400,
  total: eur(9875),
  itemCount: 3,
  href: '/orders/ord_1',
};

describe('accountPage', () => {
  it('says who is signed in, since when, and what was ordered', () => {
    const page = String(accountPage(shopper, { ...profile, orders: [order] }));
    expect(page).toContain('<dd>shopper@example.com</dd>');
    expect(page).toContain('24 November 2025');
    expect(page).toContain('href="/orders/ord_1"');
    expect(page).toContain('€98.75');
    expect(page).toContain('3 items');
  });

  it('leads to the password and the devices, and lets sign out everywhere', () => {
    const page = String(accountPage(shopper, { ...profile, orders: [] }));
    expect(page).toContain('href="/account/password"');
    expect(page).toMatch(/href="\/account\/sessions".*\(2 devices\)/);
    expect(page).toMatch(
      /action="\/api\/logout">\s*<input type="hidden" name="everywhere" value="yes">/,
    );
  });

  it('leads to the administration whom it is open to', () => {
    const pageFor = (isAdmin: boolean) =>
      String(accountPage(shopper, { ...profile, isAdmin, orders: [] }));
    expect(pageFor(true)).toContain('href="/admin"');
    expect(pageFor(false)).not.toContain('/admin');
  });

  it('leads to the shop when nothing was ordered', () => {
    const page = String(accountPage(shopper, { ...profile, orders: [] }));
    expect(page).toContain('No orders yet');
    expect(page).not.toContain('<table');
  });

  it('escapes address, role and order', () => {
    const orders = [{ ...order, id: hostile, href: hostile }];
    const page = String(
      accountPage(shopper, { ...profile, email: hostile, role: hostile, orders }),
    );
    expect(page).not.toContain('<script>alert');
  });
});
