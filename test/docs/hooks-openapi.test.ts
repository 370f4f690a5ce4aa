import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { Validator } from '@seriousme/openapi-schema-validator';
import { HOOK_SCOPES } from '../../shared/src/invalidation/hook-tokens.ts';
import {
  type AnswerHeaders,
  checkAnswer,
  HOOKS_DOCUMENT_PATH,
  lookUp,
  schemaOf,
} from '../support/openapi-check.ts';

interface Operation {
  readonly operationId: string;
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly requestBody?: { readonly content: Readonly<Record<string, Media>> };
  readonly responses: Readonly<Record<string, unknown>>;
}
interface Media {
  readonly schema: { readonly $ref?: string };
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>;
}

const document = JSON.parse(readFileSync(HOOKS_DOCUMENT_PATH, 'utf8'));
const operations = Object.entries<Record<string, Operation>>(document.paths).flatMap(
  ([path, verbs]) => Object.entries(verbs).map(([verb, operation]) => ({ path, verb, operation })),
);
const NO_STORE = { 'cache-control': 'no-store' };
const JSON_HEADERS = { ...NO_STORE, 'content-type': 'application/json; charset=utf-8' };
const PROBLEM_HEADERS = { ...NO_STORE, 'content-type': 'application/problem+json; charset=utf-8' };

describe('docs/hooks.openapi.json', () => {
  it('is a document of OpenAPI 3.1', async () => {
    const validator = new Validator();
    expect(await validator.validate(structuredClone(document))).toEqual({ valid: true });
    expect(validator.version).toBe('3.1');
  });

  it('has references that lead somewhere, and no part that nothing leads to', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#([^"]+)"/g)];
    const used = new Set(references.map(([, pointer = '']) => pointer));
    for (const pointer of used) expect([pointer, lookUp(pointer).value]).not.toContain(undefined);
    const { securitySchemes: _, ...components } = document.components;
    const parts = Object.entries<object>(components).flatMap(([kind, named]) =>
      Object.keys(named).map((name) => `/components/${kind}/${name}`),
    );
    // Answered where nothing is described, so nothing can lead there.
    const unused = parts.filter((part) => !used.has(part));
    expect(unused).toEqual(['/components/responses/MethodNotAllowed']);
  });

  it('names each scope but admin once, each operation once, and every status that any of them may answer', () => {
    const scopes = operations.flatMap(({ operation }) =>
      operation.security.flatMap(({ hookToken = [] }) => hookToken),
    );
    expect(scopes.toSorted()).toEqual(HOOK_SCOPES.filter((scope) => scope !== 'admin').toSorted());
    expect(new Set(operations.map(({ operation }) => operation.operationId)).size).toBe(7);
    for (const { operation } of operations) {
      expect(Object.keys(operation.responses)).toEqual(
        expect.arrayContaining(['400', '401', '403', '404', '429', '500']),
      );
    }
  });

  it('has examples of every JSON body that its schemas take', () => {
    for (const { operation } of operations) {
      const { schema, examples = {} } = operation.requestBody?.content['application/json'] ?? {};
      if (!schema?.$ref) continue;
      const validate = schemaOf(schema.$ref.replace(/^.*\//, ''));
      expect(Object.keys(examples).length).toBeGreaterThan(0);
      for (const { value } of Object.values(examples)) {
        expect([value, validate(value), validate.errors]).toEqual([value, true, null]);
      }
    }
  });

  it('has examples of every JSON answer that the answer itself would pass with', () => {
    let seen = 0;
    for (const { path, verb, operation } of operations) {
      for (const status of Object.keys(operation.responses)) {
        const { value } = lookUp(
          `/paths/${path.replaceAll('/', '~1')}/${verb}/responses/${status}`,
        );
        const { content = {}, headers = {} } = value as {
          content?: Record<string, Media>;
          headers?: Record<string, unknown>;
        };
        for (const [type, { examples = {} }] of Object.entries(content)) {
          const answer = { ...exampleHeaders(headers), 'content-type': type };
          for (const example of Object.values(examples)) {
            seen += 1;
            const body = JSON.stringify(example.value);
            checkAnswer(verb.toUpperCase(), path, Number(status), answer, body);
          }
        }
      }
    }
    expect(seen).toBeGreaterThan(50);
  });

  it.each([
    [{}, false],
    [{ sub_id: { format: 'email', email: 'a@example.com' } }, true],
    [{ sub_id: { format: 'email', id: 'a' } }, false],
    [{ sub_id: { format: 'opaque', id: '' } }, false],
    [{ sub_id: { format: 'opaque', id: 'a' }, reason: '' }, false],
    [{ sub_id: { format: 'opaque', id: 'a' }, actor: 'x'.repeat(101) }, false],
  ])('has a schema that judges %j as the hook does', (body, good) => {
    expect(schemaOf('RevokeRequest')(body)).toBe(good);
  });
});

function exampleHeaders(headers: Record<string, unknown>): AnswerHeaders {
  return Object.fromEntries(
    Object.keys(headers).map((name) => {
      const { $ref = '' } = headers[name] as { $ref?: string };
      const { example, schema } = lookUp($ref.slice(1)).value as {
        example?: unknown;
        schema: { const?: unknown };
      };
      return [name.toLowerCase(), String(example ?? schema.const)];
    }),
  );
}

describe('the check of an answer', () => {
  const REVOKE = ['POST', '/hooks/v1/revoke'] as const;
  const unknown = {
    type: 'about:blank',
    title: 'Not Found',
    status: 404,
    code: 'unknown_user',
    detail: 'There is no such user.',
  };
  const problem = (special: object = {}) => JSON.stringify({ ...unknown, ...special });
  const check = (status: number, headers: AnswerHeaders, body: string) => () =>
    checkAnswer(...REVOKE, status, headers, body);

  it('lets pass what is described', () => {
    expect(check(204, NO_STORE, '')).not.toThrow();
    expect(check(404, PROBLEM_HEADERS, problem())).not.toThrow();
    const applied = { ...JSON_HEADERS, 'preference-applied': 'wait=2' };
    expect(check(200, applied, '{"epoch":null,"peers":{}}')).not.toThrow();
  });

  it.each([
    ['a status', 201, NO_STORE, ''],
    ['a header that is missing', 204, {}, ''],
    ['a header of another value', 204, { 'cache-control': 'public' }, ''],
    ['a body where there is none', 204, NO_STORE, '{}'],
    ['no body where there is one', 404, PROBLEM_HEADERS, ''],
    ['another type', 404, JSON_HEADERS, problem()],
    ['a code of another status', 404, PROBLEM_HEADERS, problem({ code: 'unknown_role' })],
    ['a status in the body that is another one', 404, PROBLEM_HEADERS, problem({ status: 400 })],
    ['a member too many', 404, PROBLEM_HEADERS, problem({ password: 'x' })],
    ['a member that is missing', 404, PROBLEM_HEADERS, problem({ detail: undefined })],
    [
      'a peer that is neither',
      200,
      { ...JSON_HEADERS, 'preference-applied': 'wait=2' },
      '{"epoch":1,"peers":{"shopping":"maybe"}}',
    ],
    [
      'a preference that cannot be',
      200,
      { ...JSON_HEADERS, 'preference-applied': 'wait=11' },
      '{"epoch":1,"peers":{}}',
    ],
  ])('objects to %s', (_, status, headers, body) => {
    expect(check(status, headers, body)).toThrow(`${REVOKE.join(' ')} `);
  });

  it('expects 404 of a path and 405 of a method that are not described', () => {
    const notFound = problem({ code: 'not_found' });
    const notAllowed = problem({
      status: 405,
      title: 'Method Not Allowed',
      code: 'method_not_allowed',
    });
    const allow = { ...PROBLEM_HEADERS, allow: 'POST' };
    expect(() =>
      checkAnswer('GET', '/hooks/v1/x?y=1', 404, PROBLEM_HEADERS, notFound),
    ).not.toThrow();
    expect(() => checkAnswer('PUT', '/hooks/v1/revoke', 405, allow, notAllowed)).not.toThrow();
    expect(() =>
      checkAnswer('PUT', '/hooks/v1/revoke', 405, PROBLEM_HEADERS, notAllowed),
    ).toThrow();
    expect(() => checkAnswer('PUT', '/hooks/v1/revoke', 404, PROBLEM_HEADERS, notFound)).toThrow();
    expect(() => checkAnswer('GET', '/hooks/v1/x', 200, JSON_HEADERS, '{}')).toThrow();
  });

  it('takes HEAD for GET without a body', () => {
    expect(() => checkAnswer('HEAD', '/hooks/v1/audit', 200, JSON_HEADERS, '')).not.toThrow();
    expect(() => checkAnswer('HEAD', '/hooks/v1/audit', 200, {}, '')).toThrow();
  });
});
