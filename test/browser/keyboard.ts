import type { Page } from 'playwright-core';

/** What has the focus. */
export interface Focused {
  readonly id: string;
  /** Label or text, blanks made single; empty when nothing in the page has the focus. */
  readonly name: string;
  /** Whether the browser draws a frame around it, inside the window. */
  readonly visible: boolean;
}

/** More steps than any page of the shop takes. */
const MAX_STEPS = 150;

/** What has the focus now. */
export function focused(page: Page): Promise<Focused> {
  return page.evaluate(() => {
    const element = document.activeElement as HTMLInputElement;
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    const { top, bottom, left, right } = element.getBoundingClientRect();
    const label = element.getAttribute('aria-label') ?? element.labels?.[0]?.textContent;
    const text = label ?? element.textContent ?? '';
    return {
      id: element.id,
      name: element === document.body ? '' : text.replaceAll(/\s+/g, ' ').trim(),
      visible:
        outlineStyle !== 'none' &&
        Number.parseFloat(outlineWidth) >= 2 &&
        Math.min(bottom, innerHeight) > Math.max(top, 0) &&
        Math.min(right, innerWidth) > Math.max(left, 0),
    };
  });
}

/**
 * Presses Tab until something of this name has the focus.
 *
 * @throws {Error} When nothing has, or when something on the way has a focus that cannot be seen.
 */
export async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  for (let step = 0; step < MAX_STEPS; step++) {
    await page.keyboard.press('Tab');
    const now = await focused(page);
    // After the last element the focus leaves for the browser's own controls.
    if (now.name === '' || now.id === 'main') continue;
    if (!now.visible) throw new Error(`the focus on "${now.name}" cannot be seen`);
    if (typeof name === 'string' ? now.name === name : name.test(now.name)) return;
  }
  throw new Error(`no Tab led to ${name}`);
}
