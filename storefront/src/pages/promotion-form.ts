import { html, type SafeHtml } from '@remix-run/html-template';
import { submitButton } from './button.ts';
import type { PromotionView } from './cart-model.ts';
import { hiddenFields } from './hidden-fields.ts';
import { icon } from './icon.ts';

/** Longest promotion code (design §3). */
const CODE_MAX = 32;

/**
 * The entered codes, each with a way to take it out again, and a field for another one.
 *
 * @param returnPath Local path to come back to after a change.
 */
export function promotionForm(promotions: readonly PromotionView[], returnPath: string): SafeHtml {
  return html`<section class="panel-part" aria-labelledby="promotion-title">
<h3 class="panel-subtitle" id="promotion-title">Promotion code</h3>
${promotions.length > 0 ? html`<ul class="promotions">${promotions.map((each) => entry(each, returnPath))}</ul>` : null}
<form class="inline-form" method="post" action="/api/promotions">
${hiddenFields({ return: returnPath })}
<label class="visually-hidden" for="promotion-code">Promotion code</label>
<input class="input" id="promotion-code" type="text" name="code" placeholder="Enter a code" required maxlength="${CODE_MAX}" autocomplete="off" autocapitalize="characters" spellcheck="false">
${submitButton({ label: 'Apply', about: 'promotion code', look: 'quiet' })}
</form>
</section>`;
}

function entry(promotion: PromotionView, returnPath: string): SafeHtml {
  const { code, description, refused } = promotion;
  return html`<li class="promotion${refused === undefined ? '' : ' promotion-refused'}">
${icon(refused === undefined ? 'tag' : 'warning')}
<div class="promotion-text">
<p class="promotion-code">${code}</p>
${refused === undefined ? null : html`<p class="promotion-reason">Does not apply: ${refused}</p>`}
${refused === undefined && description ? html`<p>${description}</p>` : null}
</div>
<form method="post" action="/api/promotions/${encodeURIComponent(code)}">
${hiddenFields({ remove: '1', return: returnPath })}
${submitButton({ label: 'Remove', about: `code ${code}`, look: 'link' })}
</form>
</li>`;
}
