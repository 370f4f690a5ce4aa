import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from '@jest/globals';

const controller = readFileSync(
  new URL(
    '../../shared/cartridge/plugin_domain_bridge/cartridge/controllers/DomainBridge.js',
    import.meta.url,
  ),
  'utf8',
);

const DWSID = `${'a'.repeat(86)}==`;

/** What an instance looks like to the controller. */
interface Instance {
  readonly secret?: string | null;
  readonly given?: string | null;
  readonly cookie?: string | null;
  /** `x-is-session_id`. */
  readonly sessionHeader?: string | null;
  readonly sessionID?: string;
  /** Login of whoever is signed in. */
  readonly login?: string | null;
}

type Middleware = (req: unknown, res: unknown, next: () => void) => void;

/** Runs the controller's one route under a shim of `dw.*` and of SFRA's server. */
function run(instance: Instance = {}) {
  const routes: { method: string; name: string; chain: Middleware[] }[] = [];
  const https: Middleware = (_req, _res, next) => next();
  const modules = shimModules(instance, routes, https);
  const module = { exports: {} };
  runInNewContext(controller, {
    module,
    require: (name: string) => modules[name],
    ...shimGlobals(instance),
  });
  const [route] = routes;
  const answer = { status: 200, body: null as unknown, finished: false };
  const res = {
    setStatusCode: (status: number) => {
      answer.status = status;
    },
    json: (body: unknown) => {
      answer.body = body;
    },
  };
  route?.chain.at(-1)?.({}, res, () => {
    answer.finished = true;
  });
  return { route, https, exported: module.exports, ...answer };
}

function shimModules(
  { secret = 'a secret of the bridge' }: Instance,
  routes: { method: string; name: string; chain: Middleware[] }[],
  https: Middleware,
): Record<string, unknown> {
  class Bytes {
    readonly value: string;
    constructor(value: string) {
      this.value = value;
    }
  }
  class MessageDigest {
    static readonly DIGEST_SHA_256 = 'SHA-256';
    readonly #algorithm: string;
    constructor(algorithm: string) {
      this.#algorithm = algorithm;
    }
    digestBytes = ({ value }: Bytes) =>
      createHash(this.#algorithm.replace('-', '')).update(value).digest();
  }
  return {
    server: {
      middleware: { https },
      post: (name: string, ...chain: Middleware[]) => routes.push({ method: 'POST', name, chain }),
      exports: () => ({ routes }),
    },
    'dw/util/Bytes': Bytes,
    'dw/crypto/MessageDigest': MessageDigest,
    'dw/crypto/Encoding': { toHex: (bytes: Buffer) => bytes.toString('hex') },
    'dw/system/Site': {
      getCurrent: () => ({
        getCustomPreferenceValue: (id: string) => (id === 'domainBridgeSecret' ? secret : null),
      }),
    },
  };
}

function shimGlobals(instance: Instance): Record<string, unknown> {
  const { given = 'a secret of the bridge', cookie = DWSID, sessionHeader = DWSID } = instance;
  const { sessionID = 'an id for external systems', login = null } = instance;
  const headers = new Map<string, unknown>([
    ['x-domain-bridge-auth', given],
    ['x-is-session_id', sessionHeader],
  ]);
  return {
    request: {
      httpHeaders: { get: (name: string) => headers.get(name) ?? null },
      httpCookies: cookie === null ? {} : { dwsid: { name: 'dwsid', value: cookie } },
    },
    session: {
      sessionID,
      generateGuestSessionSignature: () => 'signed-guest',
      generateRegisteredSessionSignature: () => 'signed-registered',
    },
    customer: {
      authenticated: login !== null,
      profile: login === null ? null : { credentials: { login } },
    },
  };
}

describe('the cartridge', () => {
  it('has one route, for POST over HTTPS', () => {
    const { route, https, exported } = run();
    expect([route?.method, route?.name]).toEqual(['POST', 'Session']);
    expect(route?.chain[0]).toBe(https);
    expect(exported).toHaveProperty('routes');
  });

  it('signs the session of a guest', () => {
    expect(run()).toMatchObject({ status: 200, body: { dwsgst: 'signed-guest' }, finished: true });
  });

  it('signs the session of somebody signed in, and says who', () => {
    expect(run({ login: 'jane@example.com' })).toMatchObject({
      status: 200,
      body: { dwsrst: 'signed-registered', login_id: 'jane@example.com' },
    });
  });

  it.each<[string, Instance]>([
    ['no header', { given: null }],
    ['an empty header', { given: '' }],
    ['a wrong secret', { given: 'another secret of the bridge' }],
    ['no secret on the instance', { secret: null, given: 'null' }],
    ['an empty secret on the instance', { secret: '', given: '' }],
  ])('refuses %s', (_what, instance) => {
    const answer = run(instance);
    expect(answer).toMatchObject({ status: 401, body: { error: 'unauthorized' }, finished: true });
  });

  it.each<[string, Instance]>([
    ['there is no cookie', { cookie: null }],
    ['the cookie is empty', { cookie: '', sessionHeader: null, sessionID: '' }],
    ['the session of the cookie has ended', { sessionHeader: `${'b'.repeat(86)}==` }],
  ])('knows no session where %s', (_what, instance) => {
    const answer = run(instance);
    expect(answer).toMatchObject({ status: 404, body: { error: 'no_session' }, finished: true });
  });

  it('knows the session by its sessionID where there is no header', () => {
    expect(run({ sessionHeader: null, sessionID: DWSID }).status).toBe(200);
  });

  it('knows the session by an encoded cookie', () => {
    expect(run({ cookie: DWSID.replace('==', '%3D%3d') }).status).toBe(200);
  });

  it('keeps to the language of the platform', () => {
    expect(controller).not.toMatch(/=>|\b(?:let|const|class|async)\s|`\$\{/);
  });
});
