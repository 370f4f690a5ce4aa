import { describe, expect, it } from '@jest/globals';
import { CATEGORIES, findCategory } from '../catalogue/assortment.ts';
import type { Product } from '../catalogue/product.ts';
import { registerPage, signInPage } from './access-pages.ts';
import { accountPage } from './account-page.ts';
import { categoryPage, homePage } from './list-pages.ts';
import { productPage } from './product-page.ts';
import { frameFor, JANE } from './test-samples.ts';

const LAMP: Product = {
  id: 'clip-lamp',
  name: 'Clip <lamp>',
  description: 'Holds & shines.',
  priceCents: 3_600,
  currency: 'USD',
};
const SHELF = new Map([[LAMP.id, LAMP]]);
const LAMPS = findCategory('lamps') ?? CATEGORIES[0];
if (!LAMPS) throw new Error('lamps are sold');

describe('the home page', () => {
  it('shows every category, with the products that SCAPI tells of', () => {
    const page = String(homePage(frameFor(), SHELF));
    for (const { id } of CATEGORIES) expect(page).toContain(`href="/category/${id}"`);
    expect(page).toContain('Clip &lt;lamp&gt;</a>');
    expect(page).toContain('$36.00');
    expect(page).not.toContain('day-pack');
  });

  it('is no dead end without products', () => {
    const page = String(homePage(frameFor(), null));
    expect(page).toContain('No products to show right now');
    expect(page).toContain('Home-Show');
  });
});

describe('a category page', () => {
  it('counts what it shows, and comes back to itself', () => {
    const page = String(categoryPage(frameFor({}, { path: '/category/lamps' }), LAMPS, SHELF));
    expect(page).toContain('1 product<');
    expect(page).toContain('name="return" value="/category/lamps"');
    expect(page).toContain('href="/category/lamps" aria-current="page"');
  });

  it('says so without products', () => {
    expect(String(categoryPage(frameFor(), LAMPS, null))).toContain('No products to show');
  });
});

describe('a product page', () => {
  it('shows the product, escaped, and the form that adds it', () => {
    const page = String(productPage(frameFor({}, { path: '/product/clip-lamp' }), LAMPS, LAMP));
    expect(page).toContain('<h1>Clip &lt;lamp&gt;</h1>');
    expect(page).toContain('Holds &amp; shines.');
    expect(page).toContain('name="productId" value="clip-lamp"');
    expect(page).toContain('alt="Clip &lt;lamp&gt;"');
  });
});

describe('the forms of access', () => {
  it('keep what was typed, but for the password, and say what is wrong', () => {
    const form = { email: '"><b>', firstName: 'Ada', lastName: 'B', error: 'No.' };
    for (const page of [signInPage(frameFor(), form), registerPage(frameFor(), form)].map(String)) {
      expect(page).toContain('value="&quot;&gt;&lt;b&gt;"');
      expect(page).toContain('role="alert"');
      expect(page).toMatch(/type="password" name="password" autocomplete/);
    }
    expect(String(registerPage(frameFor(), form))).toContain('value="Ada"');
  });

  it('lead from one side to the other', () => {
    expect(String(signInPage(frameFor()))).toContain('en_US/Login-Show');
  });
});

describe('the account page', () => {
  it('welcomes, tells the login and what is in the cart', () => {
    const page = String(accountPage(frameFor({ shopper: JANE, firstName: 'Jane' })));
    expect(page).toContain('<h1>Welcome, Jane</h1>');
    expect(page).toContain('jane@example.com');
    expect(page).toContain('3 pieces, ');
    expect(page).toContain('$90.50');
  });

  it('does without name and cart', () => {
    const page = String(accountPage(frameFor({ shopper: JANE, basket: null })));
    expect(page).toContain('<h1>Your account</h1>');
    expect(page).toContain('Cannot be shown right now');
  });
});
