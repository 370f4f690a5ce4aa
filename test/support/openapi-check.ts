import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

/** Headers of an answer by lower-case name, as Node and supertest have them. */
export type AnswerHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/** The published description of the hooks. */
export const HOOKS_DOCUMENT_PATH: string = join(
  import.meta.dirname,
  '../../docs/hooks.openapi.json',
);

interface OpenApiHeader {
  readonly required?: boolean;
  readonly schema: object;
}
interface OpenApiResponse {
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly content?: Readonly<Record<string, unknown>>;
}

const document = JSON.parse(readFileSync(HOOKS_DOCUMENT_PATH, 'utf8'));
/** Not strict: what OpenAPI adds to JSON Schema, e.g. `discriminator` and `example`, is no mistake. */
const bodies = new Ajv2020({ strict: false, allErrors: true });
bodies.addSchema(document, 'hooks');
/** Headers are text, and may stand for numbers. */
const headers = new Ajv2020({ strict: false, coerceTypes: true });

/**
 * Holds an answer against docs/hooks.openapi.json: that the hook may give this status, with these headers and
 * this type, and a body of that shape. A method or path that is not described has to answer 405 or 404.
 *
 * @param path With or without query, e.g. `/hooks/v1/audit?limit=1`.
 * @param body As it came; empty where there is none.
 * @throws {Error} That names every difference.
 */
export function checkAnswer(
  method: string,
  path: string,
  status: number,
  answerHeaders: AnswerHeaders,
  body: string,
): void {
  const { at, response } = findResponse(method, path.replace(/\?.*$/, ''), status);
  const problems = [
    ...headerProblems(response, answerHeaders),
    ...(method === 'HEAD' ? [] : bodyProblems(at, response, answerHeaders, body)),
  ];
  if (problems.length === 0) return;
  throw new Error(`${method} ${path} ${status}: ${problems.join('; ')}`);
}

/** Checks a value against one of the schemas of the document, e.g. `RevokeRequest`. */
export function schemaOf(name: string): ValidateFunction {
  return bodies.compile({ $ref: `hooks#/components/schemas/${name}` });
}

/** The part of the document that a JSON pointer leads to, references followed. */
export function lookUp(pointer: string): { readonly at: string; readonly value: unknown } {
  const names = pointer.split('/').slice(1).map(unescapePointer);
  const value = names.reduce<unknown>(
    (node, name) => (node as Record<string, unknown> | undefined)?.[name],
    document,
  );
  const { $ref } = (value ?? {}) as { readonly $ref?: string };
  return $ref === undefined ? { at: pointer, value } : lookUp($ref.slice(1));
}

/** What is answered whatever was asked: the credential is looked at before the method and the path. */
const GENERAL: Readonly<Record<number, string>> = { 401: 'InvalidToken', 429: 'TooManyRequests' };

function findResponse(method: string, path: string, status: number) {
  const place = `/paths/${escapePointer(path)}`;
  const verb = method === 'HEAD' ? 'get' : method.toLowerCase();
  const described = lookUp(place).value as Record<string, unknown> | undefined;
  const [otherStatus, other] = described ? [405, 'MethodNotAllowed'] : [404, 'NotFound'];
  const general = GENERAL[status] ?? (status === otherStatus ? other : '');
  const pointer = described?.[verb]
    ? `${place}/${verb}/responses/${status}`
    : `/components/responses/${general}`;
  const { at, value } = lookUp(pointer);
  if (value) return { at, response: value as OpenApiResponse };
  throw new Error(`${method} ${path} is not described to answer ${status}`);
}

function headerProblems(response: OpenApiResponse, answer: AnswerHeaders): string[] {
  return Object.entries(response.headers ?? {}).flatMap(([name, described]) => {
    const { $ref } = described as { readonly $ref?: string };
    const header = ($ref ? lookUp($ref.slice(1)).value : described) as OpenApiHeader;
    const value = answer[name.toLowerCase()];
    if (value === undefined) return header.required ? [`${name} is missing`] : [];
    return headers.validate(header.schema, value) ? [] : [`${name} is ${value}`];
  });
}

function bodyProblems(
  at: string,
  response: OpenApiResponse,
  answer: AnswerHeaders,
  body: string,
): string[] {
  const types = Object.keys(response.content ?? {});
  if (types.length === 0) return body === '' ? [] : ['there is a body'];
  if (body === '') return ['there is no body'];
  const type = String(answer['content-type']).split(';')[0] ?? '';
  if (!types.includes(type)) return [`the type is ${type}`];
  const validate = bodies.compile({ $ref: `hooks#${at}/content/${escapePointer(type)}/schema` });
  return validate(JSON.parse(body)) ? [] : [bodies.errorsText(validate.errors)];
}

function escapePointer(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}

function unescapePointer(name: string): string {
  return name.replaceAll('~1', '/').replaceAll('~0', '~');
}
