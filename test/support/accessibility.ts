import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** What to look at, where it is not all of a page by all rules. */
export interface AxeLook {
  /** Ids of axe's rules. Default: all. */
  readonly rules?: readonly string[];
  /** Selectors of what is left out. */
  readonly except?: readonly string[];
}

/** A rule that a page breaks. */
export interface Violation {
  /** Of the rule. */
  readonly id: string;
  /** How grave axe takes it to be. */
  readonly impact: string;
  /** HTML of the elements that break it. */
  readonly html: readonly string[];
}

/** Said in place of the source where a page has axe already. */
const NO_SOURCE = ';';

/**
 * The rules of axe that a page breaks, as it stands.
 *
 * In one run on the page itself: put together on a blank page, as axe does it for frames of other origins, and with all
 * that was in order, it takes twice the time.
 *
 * @throws {Error} where the page has frames: this would not look into them.
 */
export async function findViolations(page: Page, look: AxeLook = {}): Promise<Violation[]> {
  if (page.frames().length !== 1) throw new Error('expected a page without frames');
  const hasAxe = await page.evaluate(() => 'axe' in window);
  const axe = new AxeBuilder({ page, ...(hasAxe && { axeSource: NO_SOURCE }) })
    .setLegacyMode()
    .options({ resultTypes: ['violations'] });
  if (look.rules) axe.withRules([...look.rules]);
  for (const selector of look.except ?? []) axe.exclude(selector);
  const { violations } = await axe.analyze();
  return violations.map(({ id, impact, nodes }) => ({
    id,
    impact: impact ?? '',
    html: nodes.map(({ html }) => html),
  }));
}
