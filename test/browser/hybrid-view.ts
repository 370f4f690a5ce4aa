import type { Page } from 'playwright-core';

/** What the top of a page says, whichever side has rendered it. */
export interface HybridView {
  readonly side: 'headless' | 'controllers';
  /** `guest`, or a first name. */
  readonly who: string;
  readonly pieces: number;
}

/** Reads the top of a page. */
export async function seeTop(page: Page): Promise<HybridView> {
  const side = await page.locator('.side').innerText();
  const pieces = Number.parseInt(await page.locator('.count').first().innerText(), 10);
  if (side.includes('controller')) {
    const who = await page.locator('.who strong').innerText();
    return { side: 'controllers', who, pieces };
  }
  const guest = page.locator('.visitor-state');
  const isGuest = (await guest.count()) > 0;
  const name = isGuest ? '' : await page.locator('.visitor-email').innerText();
  // A label for screen readers stands before the name.
  const who = isGuest ? 'guest' : name.replace(/^Your account:\s*/, '');
  return { side: 'headless', who, pieces };
}
