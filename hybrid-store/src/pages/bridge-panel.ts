import { hiddenFields, html, type SafeHtml, submitButton } from '@domain-bridge/storefront/pages';
import type { BridgeNews } from 'domain-bridge/slas';
import type { PageFrame } from './page-frame.ts';

/** How much time the panel offers to let pass, in seconds: just over what each thing lives. */
export const TIME_STEPS = [
  { seconds: 31 * 60, label: '31 minutes', about: 'token and idle session end' },
  { seconds: 6 * 3_600 + 60, label: '6 hours', about: 'every session ends' },
  { seconds: 10 * 86_400, label: '10 days', about: 'the refresh token dies' },
] as const;

/** Enough of a session id to tell two apart, and useless to anybody. */
const SHOWN_OF_DWSID = 8;

/** For developers: what the bridge did for this page, and whom token and session name. Shows no token. */
export function bridgePanel(frame: PageFrame): SafeHtml {
  const { now, before } = frame.trail;
  return html`<aside class="bridge-panel" aria-label="Bridge">
<details>
<summary>Bridge <span class="muted">${summaryOf(now)}</span></summary>
<div class="bridge-columns">
<section aria-labelledby="bridge-page"><h2 id="bridge-page">For this page</h2>
${now.length === 0 ? html`<p>No call: token and session are there, and good.</p>` : newsList(now)}
</section>
<section aria-labelledby="bridge-pair"><h2 id="bridge-pair">Token and session</h2>
${pair(frame)}
</section>
<section aria-labelledby="bridge-before"><h2 id="bridge-before">Before</h2>
${before.length === 0 ? html`<p>Nothing yet.</p>` : newsList(before)}
</section>
<section aria-labelledby="bridge-time"><h2 id="bridge-time">Let time pass</h2>
<ul class="time-steps">${TIME_STEPS.map((step) => timeStep(step, frame.path))}</ul>
</section>
</div>
</details>
</aside>`;
}

function summaryOf(now: readonly BridgeNews[]): string {
  const calls = now.reduce((sum, news) => sum + news.calls.length, 0);
  const events = now.map(({ event }) => event).join(', ');
  return events === '' ? 'no call' : `${events}: ${calls === 1 ? '1 call' : `${calls} calls`}`;
}

function newsList(news: readonly BridgeNews[]): SafeHtml {
  return html`<ol class="bridge-news">${news.map(newsEntry)}</ol>`;
}

function newsEntry({ entry, event, calls, failure }: BridgeNews): SafeHtml {
  const made = calls.length === 0 ? 'no call' : calls.join(' → ');
  return html`<li><strong>${event}</strong> <span class="muted">on ${entry === 'headless' ? 'the headless side' : 'controllers'}</span>
<code>${made}</code>${failure ? html` <span class="bridge-failure">${failure.code}</span>` : null}</li>`;
}

function pair({ visitor: { shopper }, now }: PageFrame): SafeHtml {
  if (shopper === null) return html`<p>None: SLAS cannot be reached.</p>`;
  const { kind, customerId, usid, dwsid, accessTokenExpiresAt } = shopper;
  const minutes = Math.max(0, Math.floor((accessTokenExpiresAt - now) / 60));
  return html`<dl class="bridge-facts">
<div><dt>Shopper</dt><dd>${kind}</dd></div>
<div><dt>Customer id</dt><dd><code>${customerId}</code></dd></div>
<div><dt>usid</dt><dd><code>${usid}</code></dd></div>
<div><dt>dwsid</dt><dd>${dwsid === null ? 'none' : html`<code>${dwsid.slice(0, SHOWN_OF_DWSID)}…</code>`}</dd></div>
<div><dt>Token</dt><dd>good for ${minutes} min</dd></div>
</dl>`;
}

function timeStep({ seconds, label, about }: (typeof TIME_STEPS)[number], path: string): SafeHtml {
  return html`<li><form method="post" action="/__bridge/time">${hiddenFields({ seconds: String(seconds), return: path })}${submitButton({ label, look: 'quiet', size: 'small' })}</form> <span class="muted">${about}</span></li>`;
}
