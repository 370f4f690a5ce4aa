import {
  type BridgeCookie,
  type CallName,
  cookiesOf,
  type Plan,
  planFor,
  SHOPPER_EVENTS,
  type ShopperEvent,
  type Situation,
} from 'domain-bridge/slas';

/**
 * The table of plans as Markdown, for docs/slas.md: made from the planner itself, so that the page says what the code does.
 * The sentences are those of Salesforce's guide "Session Bridging Overview" that a row answers.
 */
export function planTable(): string {
  const rows = SHOPPER_EVENTS.flatMap((event) =>
    (['headless', 'controller'] as const).map((entry) => row(event, entry)),
  );
  return [
    '| event | entry | calls | the browser gets | cookies | answers |',
    '|---|---|---|---|---|---|',
    ...rows,
  ].join('\n');
}

/** How the page writes a call. What a public client alone makes stands in brackets. */
const CALLS: Readonly<Record<CallName, string>> = {
  'authorize-guest': '(authorize)',
  'authorize-session': '(authorize)',
  login: 'login',
  'token-guest': 'token',
  'token-login': 'token',
  'token-refresh': 'token *refresh*',
  'session-bridge': 'session-bridge/token',
  logout: 'logout',
  sessions: 'sessions',
  register: 'customers',
  'merge-basket': 'baskets/actions/merge',
  'session-signature': 'signature',
};

const SENTENCES: Readonly<Partial<Record<`${ShopperEvent} ${Situation['entry']}`, string>>> = {
  'first-landing headless': 'You now have a cookie with a dwsid that is associated with your JWT.',
  'first-landing controller':
    'Call SLAS getSessionBridgeAccessToken (oauth2/session-bridge/token).',
  'returning-guest headless': 'The returning shopper is now logged in again.',
  'returning-guest controller':
    'This forces the page to be rendered using the newly acquired session.',
  'returning-registered headless': 'The returning shopper is now logged in again.',
  'returning-registered controller':
    'This forces the page to be rendered using the newly acquired session.',
  'sign-in headless':
    'Call OCAPI Shop /sessions with the logged in JWT to retrieve a dwsid for the logged-in shopper.',
  'sign-in controller':
    'Return a redirect to the shopper so the page is re-rendered with the updated session.',
  'sign-out headless': 'Discard the current JWT and refresh token.',
  'sign-out controller': 'However, the JWT still is logged in.',
  'token-expired headless':
    'After 30 minutes elapses, the token can no longer be used to make an API request.',
  'session-expired controller':
    'The next call to B2C Commerce results in the OnSession hook firing, so this will be the same as the returning visitor scenario.',
};

function row(event: ShopperEvent, entry: Situation['entry']): string {
  const at = { event, entry } as const;
  const manual = planFor({ ...at, client: 'public', mode: 'manual' });
  const hybrid = planFor({ ...at, client: 'public', mode: 'hybrid-auth' });
  const sentence = SENTENCES[`${event} ${entry}`];
  const answers = sentence ? `“${sentence}”` : '';
  const name = event.replaceAll('-', ' ');
  if (manual.kind === 'impossible') {
    return cells(name, entry, `*cannot occur:* ${manual.reason}`, '', '', answers);
  }
  return cells(name, entry, callsOf(manual, hybrid), manual.browser, cookies(manual), answers);
}

/** What Hybrid Auth leaves out is said where it leaves anything out. */
function callsOf(manual: Plan, hybrid: ReturnType<typeof planFor>): string {
  const own = listed(manual);
  if (hybrid.kind === 'impossible')
    return `${own}<br>*Hybrid Auth: cannot occur.* ${hybrid.reason}`;
  if (hybrid.byPlatform) return `${own}<br>*Hybrid Auth:* none, the platform does it`;
  const other = listed(hybrid);
  return other === own ? own : `${own}<br>*Hybrid Auth:* ${other}`;
}

function listed({ calls, afterRefusedRefresh }: Plan): string {
  const made = calls.map((call) => CALLS[call]);
  return [...(afterRefusedRefresh ? ['token *refresh* (refused)'] : []), ...made].join(' → ');
}

function cookies(plan: Plan): string {
  const [guest, registered] = [cookiesOf(plan, 'guest'), cookiesOf(plan, 'registered')];
  const writes = either(guest.writes, registered.writes);
  const removes = either(guest.removes, registered.removes);
  const parts = [writes && `writes ${writes}`, removes && `removes ${removes}`];
  return parts.filter((part) => part !== '').join('; ');
}

function either(guest: readonly BridgeCookie[], registered: readonly BridgeCookie[]): string {
  const names = guest.map((name, at) => {
    const other = registered[at];
    return other === undefined || other === name ? `\`${name}\`` : `\`${name}\` or \`${other}\``;
  });
  return names.join(', ');
}

function cells(...texts: readonly string[]): string {
  return `| ${texts.join(' | ')} |`;
}
