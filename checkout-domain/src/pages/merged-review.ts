import {
  type CartLine,
  hiddenFields,
  html,
  icon,
  lineAction,
  type SafeHtml,
  submitButton,
} from '@domain-bridge/storefront/pages';

/** A line that sign-in put into the cart. */
export interface MergedLine {
  /** Line id of the cart API. */
  readonly id: string;
  /** Product name. */
  readonly name: string;
  /** Number of pieces. */
  readonly quantity: number;
}

/** The two carts that sign-in brought together. */
export interface MergedView {
  /** Came with this browser. */
  readonly carried: readonly MergedLine[];
  /** Were waiting in the account. */
  readonly saved: readonly MergedLine[];
}

/** The two sides, as the form that removes one of them names it in `group`. */
export type MergedGroup = keyof MergedView;

const titles: Readonly<Record<MergedGroup, string>> = {
  carried: 'You brought along',
  saved: 'Saved in your account',
};

/**
 * Shows what sign-in merged, so that nothing gets into an order unseen; each line goes in a click,
 * and so does each side.
 *
 * @param lines The cart as it is: gives each removal the line's version.
 * @param returnPath Local path to come back to after a removal.
 */
export function mergedReview(
  merged: MergedView,
  lines: readonly CartLine[],
  returnPath: string,
): SafeHtml | null {
  if (merged.carried.length === 0 && merged.saved.length === 0) return null;
  const versions = new Map(lines.map((line) => [line.id, line.version]));
  const side = (name: MergedGroup) => group(name, merged[name], versions, returnPath);
  return html`<section class="panel merged" aria-labelledby="merged-title">
<h2 class="panel-title" id="merged-title">We put your two carts together</h2>
<p>When you signed in, what you had here and what was waiting in your account became one cart. Keep it, or take out what you do not want.</p>
<div class="merged-groups">${side('carried')}${side('saved')}</div>
</section>`;
}

function group(
  name: MergedGroup,
  items: readonly MergedLine[],
  versions: ReadonlyMap<string, string>,
  returnPath: string,
): SafeHtml | null {
  if (items.length === 0) return null;
  return html`<section class="merged-group" aria-labelledby="merged-${name}">
<h3 class="panel-subtitle" id="merged-${name}">${icon(name === 'carried' ? 'cart' : 'account')}<span>${titles[name]}</span></h3>
<ul>${items.map((item) => entry(item, versions.get(item.id), returnPath))}</ul>
<form method="post" action="/checkout/merged/remove">
${hiddenFields({ group: name, return: returnPath })}
${submitButton({ label: 'Remove all of these', about: `(${titles[name].toLowerCase()})`, look: 'quiet', size: 'small' })}
</form>
</section>`;
}

function entry(item: MergedLine, version: string | undefined, returnPath: string): SafeHtml {
  return html`<li>
<span class="merged-name">${item.name} <span class="muted">× ${item.quantity}</span></span>
<form method="post" action="${lineAction(item.id)}">
${hiddenFields({ quantity: '0', ...(version !== undefined && { version }), return: returnPath })}
${submitButton({ label: 'Remove', about: item.name, look: 'link' })}
</form>
</li>`;
}
