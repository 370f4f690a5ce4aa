/** What a rule of a CDN is asked about. */
export interface EdgeRequest {
  readonly host: string;
  /** Normalised. */
  readonly path: string;
}

/**
 * The path of a request target as a zone normalises it by default, in the order of Cloudflare's documentation:
 * backslashes, slashes in a row, then RFC 3986: unreserved characters are decoded, other escapes are put in
 * capitals, dot segments are resolved.
 */
export function edgePathOf(target: string): string {
  const [raw = ''] = target.replace(/^https?:\/\/[^/?]*/i, '').split(/[?#]/, 1);
  const merged = (raw || '/').replaceAll('\\', '/').replace(/\/+/g, '/');
  const escaped = merged
    .replace(/[^\x21-\x7e]|["<>^`{|}]/g, (character) => escapeByte(character.charCodeAt(0)))
    .replace(/%([0-9a-f]{2})/gi, (_, hex) => {
      const character = String.fromCharCode(Number.parseInt(hex, 16));
      return /[A-Za-z0-9._~-]/.test(character) ? character : `%${hex.toUpperCase()}`;
    });
  return new URL(`http://x${escaped.replaceAll('%2E', '.')}`).pathname;
}

function escapeByte(byte: number): string {
  return `%${byte.toString(16).padStart(2, '0').toUpperCase()}`;
}

type Test = (request: EdgeRequest) => boolean;

const TOKEN = /\s*(starts_with\(|[()]|,|"[^"]*"|[a-z.]+)/y;

/** Evaluates the part of the Rules language that routes are exported to. */
export function compileExpression(text: string): Test {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const found = TOKEN.exec(text)?.[1];
    if (found === undefined) throw new Error(`no token of the Rules language: ${text}`);
    tokens.push(found);
  }
  const take = (): string => {
    const token = tokens.shift();
    if (token === undefined) throw new Error('the expression breaks off');
    return token;
  };
  const expect = (token: string): void => {
    const got = take();
    if (got !== token) throw new Error(`expected ${token}, got ${got}`);
  };

  function either(): Test {
    const tests = [both()];
    while (tokens[0] === 'or' && take()) tests.push(both());
    return (request) => tests.some((test) => test(request));
  }
  function both(): Test {
    const tests = [one()];
    while (tokens[0] === 'and' && take()) tests.push(one());
    return (request) => tests.every((test) => test(request));
  }
  function one(): Test {
    const token = take();
    if (token === 'not') return negated(one());
    if (token === 'true' || token === 'false') return () => token === 'true';
    if (token === '(') {
      const inner = either();
      expect(')');
      return inner;
    }
    return token === 'starts_with(' ? startsWith() : comparison(token);
  }
  function startsWith(): Test {
    const field = fieldOf(take());
    expect(',');
    const text = textOf(take());
    expect(')');
    return (request) => field(request).startsWith(text);
  }
  function comparison(name: string): Test {
    const [field, operator, text] = [fieldOf(name), take(), textOf(take())];
    if (operator === 'eq') return (request) => field(request) === text;
    if (operator === 'contains') return (request) => field(request).includes(text);
    throw new Error(`no operator: ${operator}`);
  }

  const whole = either();
  if (tokens.length > 0) throw new Error(`left over: ${tokens.join(' ')}`);
  return whole;
}

function negated(test: Test): Test {
  return (request) => !test(request);
}

function fieldOf(name: string): (request: EdgeRequest) => string {
  if (name === 'http.host') return ({ host }) => host;
  if (name === 'http.request.uri.path') return ({ path }) => path;
  throw new Error(`no field: ${name}`);
}

function textOf(token: string): string {
  if (!token.startsWith('"')) throw new Error(`no string: ${token}`);
  return token.slice(1, -1);
}
