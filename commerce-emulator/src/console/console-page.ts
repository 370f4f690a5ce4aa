import { html, type SafeHtml } from '@remix-run/html-template';
import type { Platform } from '../platform/platform.ts';

/** The console, still empty: its script fills it. */
export function consolePage({ organizationId, siteId }: Platform): SafeHtml {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Commerce emulator</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/__emulator/console.css">
<script type="module" src="/__emulator/console.js"></script>
</head>
<body>
<header>
<div><h1>Commerce emulator</h1>
<p class="quiet">${organizationId} · ${siteId}</p></div>
<p class="clock"><span class="quiet">Its clock</span> <time id="clock">…</time></p>
</header>
<main>
<noscript><p class="trouble">This page needs its script. What it shows is at /__emulator/shoppers, /calls and /switches.</p></noscript>
<p id="trouble" class="trouble" role="status" hidden>The emulator does not answer. It is asked again every second.</p>
${controls()}
${panel('shoppers', 'Shoppers', 'Nobody has come yet.')}
${callsPanel()}
</main>
</body>
</html>
`;
}

function controls(): SafeHtml {
  return html`<section aria-label="Controls" class="controls">
<fieldset><legend>Time</legend>
<button type="button" data-advance="1860">Go on 31 min</button>
<button type="button" data-advance="21600">Go on 6 h</button></fieldset>
<fieldset><legend>Sync on controllers</legend>
${syncChoice('none', 'None')}
${syncChoice('plugin_slas', 'plugin_slas')}
${syncChoice('hybrid_auth', 'Hybrid Auth')}</fieldset>
<details><summary>Other switches</summary><ul id="switches" class="switches"></ul></details>
<button type="button" id="reset" class="danger">Reset everything</button>
</section>`;
}

function syncChoice(value: string, label: string): SafeHtml {
  return html`<label class="choice"><input type="radio" name="sync" value="${value}"> ${label}</label>
`;
}

function panel(id: string, title: string, empty: string): SafeHtml {
  return html`<section aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
<p id="${id}-empty" class="quiet">${empty}</p>
<ul id="${id}" class="cards"></ul>
</section>`;
}

function callsPanel(): SafeHtml {
  return html`<section aria-labelledby="calls-title">
<h2 id="calls-title">Last calls</h2>
<label class="choice"><input type="checkbox" id="pages" checked> Pages, too</label>
<p id="calls-empty" class="quiet">Nothing has been called yet.</p>
<div class="scroll" tabindex="0" role="region" aria-label="Table of the last calls"><table id="calls-table" hidden>
<thead><tr><th scope="col">#</th><th scope="col">At</th><th scope="col">Call</th><th scope="col">Answer</th><th scope="col">Shopper</th><th scope="col">Session</th></tr></thead>
<tbody id="calls"></tbody>
</table></div>
</section>`;
}
