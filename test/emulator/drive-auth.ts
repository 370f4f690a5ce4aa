import { createRequire } from 'node:module';
import type { Call } from '../../commerce-emulator/src/platform/call-log.ts';

/**
 * Drives the Auth class of commerce-sdk-react in a browser that jsdom makes, against the emulator of
 * `process.argv[2]`, and prints what was seen as JSON. A process of its own, since the class reads globals.
 */

const [emulator = '', privateProxy = ''] = process.argv.slice(2);
const require = createRequire(import.meta.url);
// Neither comes with types that this project takes.
const { JSDOM } = require('jsdom');
const { default: Auth } = require('@salesforce/commerce-sdk-react/auth');

const PUBLIC_CLIENT_ID = 'c9c45bfd-0ed3-4aa2-9971-40f88962b836';
const PRIVATE_CLIENT_ID = '2a5f1f0e-7c1b-4b62-8d0e-5b7f6a0c9d11';
const JANE = { username: 'jane@example.com', password: 'Password1!' };
const HOUR_SECONDS = 3600;
/** As plugin_slas cuts it. */
const CHUNK_CHARACTERS = 1199;

/** A call of SLAS in one line: operation, grant or hint, status. */
type SeenCall = { line: string; parameters: string[] };

async function control(method: string, path: string, body?: object) {
  const response = await fetch(`${emulator}/__emulator/${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const text = await response.text();
  return text === '' ? null : JSON.parse(text);
}

/** The calls that an action makes. */
async function callsOf(action: () => unknown): Promise<SeenCall[]> {
  const before: Call[] = await control('GET', 'calls');
  await action();
  const after: Call[] = await control('GET', `calls?since=${before.at(-1)?.n ?? 0}`);
  return after.map(({ grantType, hint, operation, parameters, status }) => ({
    line: [operation, grantType ?? hint, status].filter((word) => word !== null).join(' '),
    parameters: [...(parameters ?? [])],
  }));
}

const linesOf = async (action: () => unknown) => (await callsOf(action)).map(({ line }) => line);

/** A fresh browser on an http page, so that its cookies are not Secure. */
function openBrowser() {
  const { window } = new JSDOM('<!doctype html>', { url: 'http://localhost:3000/' });
  Object.defineProperty(window, 'crypto', { value: globalThis.crypto });
  const { document, location, StorageEvent } = window;
  Object.assign(globalThis, { window, document, location, StorageEvent });
  Object.defineProperty(globalThis, 'navigator', { value: window.navigator, configurable: true });
  return window;
}

function createAuth(options: object = {}) {
  return new Auth({
    clientId: PUBLIC_CLIENT_ID,
    organizationId: 'f_ecom_zzrf_001',
    shortCode: 'kv7kzm78',
    siteId: 'RefArch',
    proxy: emulator,
    redirectURI: `${emulator}/callback`,
    logger: { info() {}, warn() {}, error() {}, debug() {} },
    ...options,
  });
}

/** Cookies by name; their values too where they are asked for. */
function cookies(): Record<string, string> {
  const pairs = document.cookie.split('; ').filter((pair) => pair !== '');
  return Object.fromEntries(
    pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
  );
}
const cookieNames = () => Object.keys(cookies()).sort();

/** Makes tokens an hour old, so that an access token has expired and its refresh token has not. */
async function longAgo(action: () => unknown) {
  await control('POST', 'clock', { advanceSeconds: -HOUR_SECONDS });
  await action();
  await control('POST', 'clock', { advanceSeconds: HOUR_SECONDS });
}

/** As a controller or a script does. */
function writeCookie(cookie: string) {
  Reflect.set(document, 'cookie', cookie);
}

/** A controller's answer to a browser: an access token in chunks. */
function writeChunks(token: string) {
  writeCookie(`cc-at_RefArch=${token.slice(0, CHUNK_CHARACTERS)}`);
  writeCookie(`cc-at_RefArch_2=${token.slice(CHUNK_CHARACTERS)}`);
}

const scenarios: Readonly<Record<string, () => Promise<object>>> = {
  async coldAndWarm() {
    const cold = await callsOf(() => createAuth().ready());
    const warm = await linesOf(() => createAuth().ready());
    return { cold, warm, cookies: cookieNames() };
  },

  async fiveAtOnce() {
    await longAgo(() => createAuth().ready());
    const before = cookies()['cc-nx-g_RefArch'];
    const usids = new Set<string>();
    const lines = await linesOf(async () => {
      const auths = [1, 2, 3, 4, 5].map(() => createAuth());
      for (const { usid } of await Promise.all(auths.map((auth) => auth.ready()))) usids.add(usid);
    });
    const isRotated = before !== cookies()['cc-nx-g_RefArch'];
    return { lines, shoppers: usids.size, isRotated };
  },

  async adoptsChunks() {
    const auth = createAuth();
    const { usid } = await auth.ready();
    const other = await createGuestElsewhere();
    writeChunks(other.access_token);
    const lines = await linesOf(() => auth.ready());
    return {
      lines,
      isAdopted: auth.get('access_token') === other.access_token,
      isUsidSwitched: auth.get('usid') === other.usid && usid !== other.usid,
      isCustomer: auth.get('customer_id') === other.customer_id,
      cookies: cookieNames(),
    };
  },

  async refreshWord() {
    const auth = createAuth();
    await auth.ready();
    writeCookie('cc-at_RefArch=refresh');
    const lines = await linesOf(() => auth.ready());
    return { lines, cookies: cookieNames() };
  },

  async signInAndOut() {
    const auth = createAuth();
    const { usid } = await auth.ready();
    writeCookie('dwsid=abc');
    const signIn = await callsOf(() => auth.loginRegisteredUserB2C(JANE));
    const signedIn = { cookies: cookieNames(), isSameUsid: auth.get('usid') === usid };
    const type = auth.get('customer_type');
    const signOut = await callsOf(async () => {
      await auth.logout();
      await auth.ready();
    });
    return {
      signIn,
      ...signedIn,
      type,
      signOut,
      isOtherUsid: auth.get('usid') !== usid,
      after: cookieNames(),
    };
  },

  async signInUnderHybridAuth() {
    const auth = createAuth({ hybridAuthEnabled: true });
    await auth.ready();
    writeCookie('dwsid=abc');
    await auth.loginRegisteredUserB2C(JANE);
    return { cookies: cookieNames() };
  },

  async privateClient() {
    const auth = createAuth({
      clientId: PRIVATE_CLIENT_ID,
      enablePWAKitPrivateClient: true,
      privateClientProxyEndpoint: privateProxy,
    });
    return { cold: await callsOf(() => auth.ready()) };
  },

  async deadRefreshToken() {
    await longAgo(() => createAuth().ready());
    writeCookie('cc-nx-g_RefArch=dead');
    return { calls: await callsOf(() => createAuth().ready()) };
  },

  async unavailable() {
    await longAgo(() => createAuth().ready());
    await control('POST', 'faults', { operation: 'token', status: 503, times: 1 });
    return { calls: await callsOf(() => createAuth().ready()) };
  },

  async deadCustomer() {
    const auth = createAuth();
    await longAgo(async () => {
      await auth.ready();
      await auth.loginRegisteredUserB2C(JANE);
    });
    // As dead as a change of password leaves it.
    await control('POST', 'reset');
    return { lines: await linesOf(() => createAuth().ready()), cookies: cookieNames() };
  },
};

/** Tokens of a guest that this browser has never been. */
async function createGuestElsewhere() {
  const response = await fetch(
    `${emulator}/shopper/auth/v1/organizations/f_ecom_zzrf_001/oauth2/token`,
    {
      method: 'POST',
      headers: {
        Authorization: `Basic ${Buffer.from(`${PRIVATE_CLIENT_ID}:emulator-secret`).toString('base64')}`,
      },
      body: new URLSearchParams({ grant_type: 'client_credentials', channel_id: 'RefArch' }),
    },
  );
  return (await response.json()) as Record<'access_token' | 'usid' | 'customer_id', string>;
}

const seen: Record<string, object> = {};
for (const [name, scenario] of Object.entries(scenarios)) {
  await control('POST', 'reset');
  const window = openBrowser();
  seen[name] = await scenario().catch((error: unknown) => ({ error: String(error) }));
  window.close();
}
process.stdout.write(JSON.stringify(seen));
