import { describe, expect, it } from '@jest/globals';
import { homePage } from './home-page.ts';
import { card, chrome, hostile } from './test-samples.ts';

describe('homePage', () => {
  const categories = ['Kitchen', 'Desk'];

  it('lists products, each bought at once if there is nothing to choose', () => {
    const apron = { ...card, sku: 'AP-1', name: 'Apron', href: '/products/AP-1', hasOptions: true };
    const page = String(homePage(chrome, { categories, products: [card, apron] }));
    expect(page).toContain('action="/api/cart/lines"');
    expect(page).toContain('name="sku" value="10021"');
    expect(page).not.toContain('name="sku" value="AP-1"');
    expect(page).toMatch(/href="\/products\/AP-1"[^>]*><span>Options/);
  });

  it('says what was searched for, escaped, and offers everything when nothing is found', () => {
    const page = String(homePage(chrome, { categories, text: hostile, products: [] }));
    expect(page).toContain('Nothing found');
    expect(page).toContain('Show everything');
    expect(page).not.toContain('<script>alert');
  });

  it('names the category and how much is in it', () => {
    const model = { categories, category: 'Kitchen', products: [card] };
    const page = String(homePage(chrome, model));
    expect(page).toContain('<h1>Kitchen</h1>');
    expect(page).toContain('1 product<');
  });

  it('escapes names, categories and addresses', () => {
    const bad = { ...card, name: hostile, category: hostile, href: hostile, pictureHref: hostile };
    const page = String(homePage(chrome, { categories: [hostile], products: [bad] }));
    expect(page).not.toContain('<script>alert');
  });
});
