// The console: asks the control every second, and shows what has changed. Everything is written as text, never as HTML:
// names come from whoever registered.

const CONTROL = '/__emulator';
const MOST_CALLS = 60;

const byId = (id) => document.getElementById(id);
const shown = new Map();

/** Makes an element; children are elements or text. */
function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** A short name with a colour of its own, so that the same shopper is seen at once wherever it stands. */
function chip(label, title = label) {
  const made = element('span', { class: 'chip', title }, label.slice(0, 6));
  const sum = [...label].reduce((total, letter) => (total * 31 + letter.charCodeAt(0)) % 360, 7);
  made.style.setProperty('--hue', String(sum));
  return made;
}

/** Calls `show` when what there is to be shown is not what is shown. */
function whenChanged(name, value, show) {
  const text = JSON.stringify(value);
  if (shown.get(name) === text) return;
  shown.set(name, text);
  show(value);
}

const timeOf = (epochSeconds) => new Date(epochSeconds * 1000).toISOString().slice(11, 19);

function showClock({ now }) {
  const date = new Date(now * 1000).toISOString();
  byId('clock').textContent = `${date.slice(0, 10)} ${date.slice(11, 19)} UTC`;
  byId('clock').setAttribute('datetime', date);
}

function showSwitches(switches) {
  for (const input of document.querySelectorAll('input[name=sync]')) {
    input.checked = input.value === switches.sync;
  }
  const others = Object.entries(switches).filter(([name]) => name !== 'sync');
  byId('switches').replaceChildren(...others.map(([name, value]) => switchItem(name, value)));
}

function switchItem(name, value) {
  const isSwitch = typeof value === 'boolean';
  const input = element('input', {
    type: isSwitch ? 'checkbox' : 'number',
    ...(isSwitch ? {} : { min: '1', value: String(value) }),
  });
  if (isSwitch) input.checked = value;
  input.addEventListener('change', () => {
    const changed = isSwitch ? input.checked : Number(input.value);
    steer('switches', { [name]: changed });
  });
  return element('li', {}, element('label', { class: 'choice' }, input, ` ${name}`));
}

function showShoppers(shoppers) {
  byId('shoppers-empty').hidden = shoppers.length > 0;
  // Whoever came last comes first.
  byId('shoppers').replaceChildren(...shoppers.map(shopperCard).reverse());
}

function shopperCard(shopper) {
  const { customerId, label, kind, login, usids, refreshTokens, sessions, basket } = shopper;
  const who = kind === 'guest' ? 'Guest' : login;
  return element(
    'li',
    { class: 'card' },
    element('h3', {}, chip(label, `customer ${customerId}`), ` ${who}`),
    element('p', { class: 'id' }, customerId),
    part('Tokens', [
      ...usids.map((usid) => element('span', { class: 'id' }, `usid ${usid}`)),
      ...(refreshTokens > 0 ? [countOf(refreshTokens, 'refresh token')] : []),
    ]),
    part('Sessions', sessions.map(sessionLine)),
    part('Basket', basketLines(basket)),
  );
}

function countOf(number, thing) {
  return number === 1 ? `1 ${thing}` : `${number} ${thing}s`;
}

function sessionLine({ dwsid, label, usid }) {
  const link = usid === null ? 'no token' : `usid ${usid.slice(0, 8)}…`;
  return element('span', {}, chip(label, `dwsid ${dwsid}`), ` ${link}`);
}

function basketLines(basket) {
  if (basket === null) return [];
  const lines = basket.lines.map(({ productId, quantity }) => `${quantity} × ${productId}`);
  return lines.length > 0 ? lines : ['empty'];
}

function part(name, lines) {
  const items = lines.length > 0 ? lines : ['none'];
  const look = lines.length > 0 ? {} : { class: 'quiet' };
  return element(
    'div',
    { class: 'part' },
    element('h4', {}, name),
    element('ul', look, ...items.map((line) => element('li', {}, line))),
  );
}

function showCalls(calls) {
  const latest = calls.slice(-MOST_CALLS).reverse();
  byId('calls-empty').hidden = latest.length > 0;
  byId('calls-table').hidden = latest.length === 0;
  byId('calls').replaceChildren(...latest.map(callRow));
}

function callRow(call) {
  const { n, at, service, method, operation, grantType, hint, client, status } = call;
  const about = [grantType, hint, client].filter((word) => word !== null).join(' · ');
  return element(
    'tr',
    {},
    element('td', { class: 'number' }, String(n)),
    element('td', {}, timeOf(at)),
    element(
      'td',
      { class: 'call' },
      element('span', { class: `service service-${service}` }, service),
      ` ${method} ${operation}`,
      ...(about === '' ? [] : [element('span', { class: 'quiet about' }, about)]),
    ),
    element('td', { class: statusLook(status) }, status === null ? '…' : String(status)),
    element('td', {}, call.shopper === null ? '' : chip(call.shopper)),
    element('td', {}, call.dwsid === null ? '' : chip(call.dwsid), ...sessionNote(call.sfdcDwsid)),
  );
}

function statusLook(status) {
  return status !== null && status >= 400 ? 'number failed' : 'number';
}

function sessionNote(sfdcDwsid) {
  return sfdcDwsid === null ? [] : [element('span', { class: 'quiet about' }, sfdcDwsid)];
}

async function ask(path) {
  const answer = await fetch(`${CONTROL}/${path}`);
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
  return answer.json();
}

async function refresh() {
  const pages = byId('pages').checked ? '?pages=1' : '';
  try {
    const [clock, switches, shoppers, calls] = await Promise.all(
      ['clock', 'switches', 'shoppers', `calls${pages}`].map(ask),
    );
    byId('trouble').hidden = true;
    whenChanged('clock', clock, showClock);
    whenChanged('switches', switches, showSwitches);
    whenChanged('shoppers', shoppers, showShoppers);
    whenChanged('calls', calls.slice(-MOST_CALLS), showCalls);
  } catch {
    byId('trouble').hidden = false;
  }
}

async function steer(path, body) {
  await fetch(`${CONTROL}/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }).catch(() => null);
  // What was refused is shown as it still is.
  shown.delete('switches');
  await refresh();
}

for (const button of document.querySelectorAll('[data-advance]')) {
  const advanceSeconds = Number(button.getAttribute('data-advance'));
  button.addEventListener('click', () => steer('clock', { advanceSeconds }));
}
for (const input of document.querySelectorAll('input[name=sync]')) {
  input.addEventListener('change', () => steer('switches', { sync: input.value }));
}
byId('reset').addEventListener('click', () => steer('reset', {}));
byId('pages').addEventListener('change', refresh);

refresh();
setInterval(() => {
  if (!document.hidden) refresh();
}, 1000);
