import type { HybridShopper } from './hybrid-shopper.ts';

/** What holds tokens goes, and the session stays with its seal: as a cleaner of cookies does, or an answer that got lost. */
export async function loseTokens({ browser }: HybridShopper): Promise<void> {
  for (const name of browser.cookieNames()) {
    if (/^(?:cc-(?!pair|gen)|usid)/.test(name)) browser.lose(name);
  }
}
