/**
 * What the pages gain when script runs; every form works without it.
 *
 * - Quantities get steps down and up, and in the cart a changed quantity is sent by itself.
 * - A password can be shown.
 * - A form that must be sent once says that it is under way.
 */

/** Waits for the last of several quick clicks. Milliseconds. */
const STEP_PAUSE = 400;

/** Where the focus is kept over a reload, in the storage of this tab. */
const FOCUS_KEY = 'focused-quantity';

/** Shows the two steps of a number field and lets them change it within its bounds. */
function enableSteps(group) {
  const input = group.querySelector('input');
  group.dataset.stepped = '';
  for (const button of group.querySelectorAll('[data-step]')) {
    button.hidden = false;
    button.addEventListener('click', () => {
      if (button.dataset.step === '1') input.stepUp();
      else input.stepDown();
      input.dispatchEvent(new Event('change', { bubbles: true }));
    });
  }
}

/** Forms with a change that is not sent yet, each with its timer. */
const pending = new Map();
let underWay = 0;

/** Whether the shopper is on the way to another page: a reload of this one would hold him back. */
let leaving = false;

/** Sends a changed quantity after a pause, or at once on Enter and when the page is left. */
function enableSending(form) {
  form.querySelector('[type="submit"]').hidden = true;
  form.addEventListener('change', () => {
    leaving = false;
    clearTimeout(pending.get(form));
    pending.set(form, setTimeout(sendQuantity, STEP_PAUSE, form));
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    sendQuantity(form);
  });
}

/** Sends what is not sent yet; what a form with the same action is about to overrule, is dropped. */
function sendPending(overruled) {
  for (const [form, timer] of [...pending]) {
    if (form.action !== overruled) sendQuantity(form);
    clearTimeout(timer);
    pending.delete(form);
  }
}

// Before the way leads to the other domain: what is sent when the page goes comes too late for the cart
// that crosses. A click into another tab leaves this page as it is.
addEventListener('click', (event) => {
  const link = event.target.closest('a[href]:not([href^="#"])');
  if (!link) return;
  leaving = !(event.ctrlKey || event.metaKey || event.shiftKey);
  sendPending();
});
// Before any listener of the form itself. An order waits until the shopper has seen what it comes to.
addEventListener(
  'submit',
  (event) => {
    const form = event.target;
    if ('quantityForm' in form.dataset) return;
    const unseen = pending.size > 0 || underWay > 0;
    leaving = !(unseen && 'once' in form.dataset);
    sendPending(form.action);
    if (leaving) return;
    event.preventDefault();
    event.stopPropagation();
  },
  true,
);
addEventListener('pagehide', () => {
  leaving = true;
  sendPending();
});
addEventListener('pageshow', () => {
  leaving = false;
});

/**
 * Sends the form in the background and reads the page anew when all that were sent are answered.
 *
 * `keepalive` lets a change survive that the shopper follows with a click on “Checkout”: the page there
 * shows what became of it. Reloading keeps the place in a long cart, and the server alone says what the
 * cart comes to.
 */
async function sendQuantity(form) {
  clearTimeout(pending.get(form));
  pending.delete(form);
  if (!form.reportValidity()) return;
  announce('Updating your cart…');
  underWay += 1;
  const accepted = await postForm(form);
  underWay -= 1;
  if (leaving) return;
  // Sent again as a page: the shopper sees the server's answer. A quantity is set, not added.
  if (!accepted) form.submit();
  else if (underWay === 0 && pending.size === 0) reloadInPlace();
}

/**
 * Whether the server took the form: it answers with a redirect, which is not followed here. To somebody
 * who asks for JSON it says by its status that it refused, not by a page.
 */
async function postForm(form) {
  try {
    const answer = await fetch(form.action, {
      method: 'POST',
      body: new URLSearchParams(new FormData(form)),
      headers: { accept: 'application/json' },
      redirect: 'manual',
      keepalive: true,
    });
    return answer.type === 'opaqueredirect';
  } catch {
    return false;
  }
}

/** Reloads, and remembers what had the focus: the browser keeps the scroll position alone. */
function reloadInPlace() {
  const focused = document.activeElement;
  const input = focused?.closest('[data-quantity]')?.querySelector('input');
  if (input) sessionStorage.setItem(FOCUS_KEY, `${input.id} ${focused.dataset.step ?? ''}`);
  location.reload();
}

/** Gives the focus back to the quantity that was being changed, and says that it is done. */
function restoreFocus() {
  const kept = sessionStorage.getItem(FOCUS_KEY);
  if (kept === null) return;
  sessionStorage.removeItem(FOCUS_KEY);
  const [id, step] = kept.split(' ');
  const input = document.getElementById(id);
  const button = step && input?.parentElement.querySelector(`[data-step="${step}"]`);
  (button || input)?.focus({ preventScroll: true });
  announce('Your cart is up to date.');
}

/** Says something to a screen reader through the live region of the page. */
function announce(text) {
  const message = document.createElement('p');
  message.className = 'visually-hidden';
  message.textContent = text;
  document.querySelector('.notices')?.replaceChildren(message);
}

/** Shows the button beside a password field and lets it turn the characters visible. */
function enableReveal(button) {
  const input = document.getElementById(button.dataset.reveal);
  const word = button.querySelector('span');
  button.hidden = false;
  input.dataset.revealField = '';
  button.addEventListener('click', () => {
    const shown = input.type === 'password';
    input.type = shown ? 'text' : 'password';
    word.textContent = shown ? 'Hide' : 'Show';
  });
  // A password manager recognizes the field by its type, and a screen should not keep a password.
  input.form.addEventListener('submit', () => {
    input.type = 'password';
  });
}

/** Answers a second click with patience: the form is under way. The server takes it once anyway. */
function enableOnce(form) {
  const button = form.querySelector('[type="submit"]');
  const word = button.querySelector('span');
  const label = word.textContent;
  form.addEventListener('submit', (event) => {
    if (button.getAttribute('aria-disabled') === 'true') event.preventDefault();
    button.setAttribute('aria-disabled', 'true');
    word.textContent = form.dataset.once;
  });
  // The page may come back from the browser's memory as it was left.
  addEventListener('pageshow', () => {
    button.removeAttribute('aria-disabled');
    word.textContent = label;
  });
}

for (const group of document.querySelectorAll('[data-quantity]')) enableSteps(group);
for (const form of document.querySelectorAll('[data-quantity-form]')) enableSending(form);
for (const button of document.querySelectorAll('[data-reveal]')) enableReveal(button);
for (const form of document.querySelectorAll('[data-once]')) enableOnce(form);
restoreFocus();
