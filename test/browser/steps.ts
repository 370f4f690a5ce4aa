import type { Locator, Page } from 'playwright-core';
import type { Shopper } from './shopper.ts';

/** Does something that leads to another page, or to the same one anew, and waits until it is there. */
export async function leave(page: Page, act: () => Promise<unknown>): Promise<void> {
  const loaded = page.waitForEvent('load');
  await act();
  await loaded;
}

/** Clicks a link or a button of a form. */
export async function follow(target: Locator): Promise<void> {
  await leave(target.page(), () => target.click());
}

/** What a choice on a product page consists of. */
export interface ProductChoice {
  /** Label of a list → what to choose in it. */
  readonly options?: Readonly<Record<string, string>>;
  /** Default: what the page offers, one. */
  readonly quantity?: number;
}

/** Chooses on a product page and puts it into the cart. */
export async function addToCart(
  page: Page,
  { options = {}, quantity }: ProductChoice = {},
): Promise<void> {
  for (const [label, value] of Object.entries(options)) {
    await page.getByLabel(label, { exact: true }).selectOption(value);
  }
  if (quantity !== undefined) {
    await page.getByLabel('Quantity', { exact: true }).fill(String(quantity));
  }
  await follow(page.getByRole('button', { name: 'Add to cart' }));
}

/** Puts a product into the cart from its page, and goes to the cart. */
export async function buy(
  { page, origins }: Pick<Shopper, 'page' | 'origins'>,
  sku: string,
  choice: ProductChoice = {},
): Promise<void> {
  await page.goto(`${origins.shopping}/products/${sku}`);
  await addToCart(page, choice);
  await page.goto(`${origins.shopping}/cart`);
}

/** Goes to the checkout page from the cart, or from wherever the header is. */
export async function goToCheckout(page: Page): Promise<void> {
  await follow(page.locator('.site-header').getByRole('link', { name: 'Checkout' }));
}

/** Changes the quantity of a line, as it is done with script and without: then there is a button. */
export async function setQuantity(page: Page, name: string, quantity: number): Promise<void> {
  const field = page.getByLabel(`Quantity of ${name}`, { exact: true });
  await field.fill(String(quantity));
  const update = page.getByRole('button', { name: `Update the quantity of ${name}` });
  if (await update.isVisible()) await follow(update);
  else await leave(page, () => field.press('Enter'));
}

/** Takes a line out of the cart. */
export async function removeLine(page: Page, name: string): Promise<void> {
  await follow(page.locator('.line').getByRole('button', { name: `Remove ${name}`, exact: true }));
}

/** Enters a promotion code. */
export async function enterCode(page: Page, code: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Promotion code' }).fill(code);
  await follow(page.getByRole('button', { name: 'Apply promotion code' }));
}

/** Where an order goes, by what the lists say. */
export interface ShippingStep {
  readonly method: string;
  readonly country: string;
  readonly postalCode: string;
}

/** Chooses the shipping. */
export async function chooseShipping(page: Page, choice: ShippingStep): Promise<void> {
  await page.getByLabel('Method', { exact: true }).selectOption({ label: choice.method });
  await page.getByLabel('Country', { exact: true }).selectOption({ label: choice.country });
  await page.getByLabel('Postal code (optional)', { exact: true }).fill(choice.postalCode);
  await follow(page.getByRole('button', { name: /^(Estimate|Update) shipping$/ }));
}

/** Fills in the form of the sign-in or the registration page and sends it. */
export async function sendCredentials(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel('E-mail', { exact: true }).fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await follow(
    page.locator('.credential-form').getByRole('button', { name: /^(Sign in|Create account)$/ }),
  );
}
