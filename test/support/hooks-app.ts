import express, { type Express } from 'express';
import request, { type Response } from 'supertest';
import { HOOKS_PATH } from '../../shared/src/express/hooks/hook-route.ts';
import {
  createHooksRouter,
  type HooksRouterOptions,
} from '../../shared/src/express/hooks/hooks-router.ts';
import { HOOK_SCOPES, parseHookTokens } from '../../shared/src/invalidation/hook-tokens.ts';
import { createFakeDirectory, type FakeDirectory } from './fake-directory.ts';
import { checkAnswer } from './openapi-check.ts';
import { createTestClock, type TestClock } from './test-clock.ts';

/** One call of a hook. */
export interface HookCall {
  /** Default: GET without a body, POST with one. */
  readonly method?: string;
  /** Name of the credential, or a whole `Authorization` header; null: none. Default: `everything`. */
  readonly as?: string | null;
  /** An object goes as JSON, a text or bytes as they are. */
  readonly body?: object | string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The hooks over a fake directory; every answer is held against docs/hooks.openapi.json. */
export interface HooksApp {
  readonly app: Express;
  readonly clock: TestClock;
  readonly directory: FakeDirectory;
  /** Position and milliseconds of every wait for acknowledgements. */
  readonly waits: (readonly [seq: number, milliseconds: number])[];
  /** What went to the log. */
  readonly errors: unknown[];
  call(path: string, call?: HookCall): Promise<Response>;
}

/** Credentials of the app by name: one for each scope, `everything`, and `plain` with all but `admin`. */
const ALL = [
  ...HOOK_SCOPES.map((scope) => [scope, scope] as const),
  ['everything', HOOK_SCOPES.join('+')] as const,
  ['plain', HOOK_SCOPES.filter((scope) => scope !== 'admin').join('+')] as const,
];

/** The secret of a credential of the app. */
export function secretOf(name: string): string {
  return `${name}-${'s3cret.'.repeat(4)}`;
}

/** Makes the app; its users are two customers and an administrator. */
export function createHooksApp(special: Partial<HooksRouterOptions> = {}): HooksApp {
  const clock = createTestClock();
  const people = { 'u-1': 'customer', 'u-2': 'customer', 'u-admin': 'admin' };
  const directory = createFakeDirectory(people, clock.now);
  const waits: [number, number][] = [];
  const errors: unknown[] = [];
  const app = express();
  app.set('trust proxy', 1);
  const tokens = ALL.map(([name, scopes]) => `${name}:${scopes}:${secretOf(name)}`).join();
  app.use(
    HOOKS_PATH,
    createHooksRouter({
      credentials: parseHookTokens(tokens),
      users: directory.users,
      invalidator: directory.invalidator,
      audit: directory.audit,
      whenAcknowledged: (seq, milliseconds) => {
        waits.push([seq, milliseconds]);
        return directory.audit.acknowledgedBy(seq);
      },
      peers: ['shopping'],
      clock: clock.now,
      onError: (error) => errors.push(error),
      ...special,
    }),
  );
  return { app, clock, directory, waits, errors, call: (path, call) => callHook(app, path, call) };
}

async function callHook(app: Express, path: string, call: HookCall = {}): Promise<Response> {
  const { body, as = 'everything', method = body === undefined ? 'GET' : 'POST' } = call;
  const url = `${HOOKS_PATH}${path}`;
  const asked = request(app)[verbOf(method)](url).buffer(true);
  if (as !== null) asked.set('Authorization', as.includes(' ') ? as : `Bearer ${secretOf(as)}`);
  if (isPlain(body)) asked.set('Content-Type', 'application/json');
  for (const [name, value] of Object.entries(call.headers ?? {})) asked.set(name, value);
  if (typeof body === 'string') asked.send(body);
  else if (isPlain(body)) asked.send(JSON.stringify(body));
  // Bytes as they are, whatever their type says.
  else if (body) asked.serialize((bytes) => bytes).send(Buffer.from(body));
  const answer = await asked;
  checkAnswer(method, url, answer.status, answer.headers, answer.text ?? '');
  return answer;
}

function isPlain(body: HookCall['body']): body is object {
  return typeof body === 'object' && !(body instanceof Uint8Array);
}

function verbOf(method: string): 'get' | 'post' | 'put' | 'delete' | 'head' | 'patch' | 'options' {
  return method.toLowerCase() as 'get';
}
