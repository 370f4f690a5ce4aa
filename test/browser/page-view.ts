import type { Locator, Page } from 'playwright-core';

/** A line of a cart, as a page shows it. */
export interface SeenLine {
  readonly name: string;
  /** Empty where nothing was to be chosen. */
  readonly options: string;
  readonly quantity: number;
  /** With its currency. */
  readonly total: string;
}

/** The lines that the cart or the checkout page shows, in their order. */
export async function seeLines(page: Page): Promise<SeenLine[]> {
  return page.locator('.line').evaluateAll((lines) =>
    lines.map((line) => {
      const text = (selector: string) => line.querySelector(selector)?.textContent?.trim() ?? '';
      return {
        name: text('.line-name'),
        options: text('.line-options'),
        quantity: Number(line.querySelector<HTMLInputElement>('.quantity-input')?.value),
        total: text('.line-total').replace('Line total: ', ''),
      };
    }),
  );
}

/** Name → quantity, for tests that ask what is in the cart and no more. */
export async function seeCart(page: Page): Promise<Record<string, number>> {
  return Object.fromEntries((await seeLines(page)).map(({ name, quantity }) => [name, quantity]));
}

/** The rows of the totals, label → amount. */
export async function seeTotals(page: Page): Promise<Record<string, string>> {
  const rows = await page
    .locator('.totals tr')
    .evaluateAll((all) =>
      all.map((row) => [...row.children].map((cell) => cell.textContent?.trim() ?? '')),
    );
  return Object.fromEntries(rows.map(([label = '', amount = '']) => [label, amount]));
}

/** What the header says: about the visitor, and how many pieces the cart has. */
export async function seeHeader(page: Page): Promise<{ visitor: string; pieces: number }> {
  const visitor = await seeText(page.locator('.visitor'));
  const pieces = await seeText(page.locator('.cart-link .count'));
  return { visitor, pieces: Number(pieces.replace(',', '')) };
}

/** The heading of the page. */
export function seeHeading(page: Page): Promise<string> {
  return seeText(page.getByRole('heading', { level: 1 }));
}

/** What the page says about what just happened; empty when it says nothing. */
export function seeNotice(page: Page): Promise<string> {
  return seeText(page.locator('.notices'));
}

/** The text of an element, blanks made single. */
export async function seeText(element: Locator): Promise<string> {
  return ((await element.textContent()) ?? '').replaceAll(/\s+/g, ' ').trim();
}
