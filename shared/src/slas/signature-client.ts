import { isDwsid } from './dwsid.ts';
import { SlasError } from './errors.ts';
import { type Fields, fieldsOf, malformedAnswer, textField } from './service-answer.ts';
import { createServiceCaller } from './service-call.ts';
import type { ServiceOptions } from './service-options.ts';
import type { SessionSignature } from './token-grant.ts';

/** Asks the bridge's own controller for proof of a session. */
export interface SignatureClient {
  /**
   * Reads the proof of a session that a browser named. The controller itself opens none.
   *
   * @throws {SlasError} `ERR_SLAS_NO_SESSION` where the session has ended, `ERR_SLAS_REFUSED` on a wrong secret.
   */
  read(dwsid: string): Promise<SessionSignature>;
}

/** What a client is made of. */
export interface SignatureClientOptions extends ServiceOptions {
  /** Address of the controller. */
  readonly url: string;
  /** Shared with the controller, visible ASCII; sent as `x-domain-bridge-auth`. */
  readonly secret: string;
}

const NAME = 'the signature controller';
const SECRET = /^[\x21-\x7e]+$/;
const MAX_SIGNATURE_CHARACTERS = 4096;
const MAX_LOGIN_CHARACTERS = 256;

/**
 * Makes a client of the controller.
 *
 * @throws {TypeError} On an address that is no http(s) URL, and on a secret that no header takes.
 */
export function createSignatureClient(options: SignatureClientOptions): SignatureClient {
  const { url, secret } = options;
  if (!/^https?:$/.test(URL.parse(url)?.protocol ?? '')) {
    throw new TypeError('"url" expected an http(s) URL');
  }
  if (!SECRET.test(secret)) throw new TypeError('"secret" expected visible ASCII characters');
  const call = createServiceCaller(options);

  return {
    async read(dwsid) {
      // Anything else could smuggle a second cookie in.
      if (!isDwsid(dwsid)) throw noSession();
      const answer = await call({
        name: NAME,
        url,
        method: 'POST',
        headers: {
          accept: 'application/json',
          cookie: `dwsid=${dwsid}`,
          'x-domain-bridge-auth': secret,
        },
        success: [200],
        codeOf: (status, { error }) =>
          status === 404 && error === 'no_session' ? 'ERR_SLAS_NO_SESSION' : null,
      });
      return parseSignature(fieldsOf(NAME, answer));
    },
  };
}

function noSession(): SlasError {
  return new SlasError('ERR_SLAS_NO_SESSION', 'the cookie dwsid names no session');
}

function parseSignature(fields: Fields): SessionSignature {
  const isGuest = 'dwsgst' in fields;
  if (isGuest === 'dwsrst' in fields) {
    throw malformedAnswer(NAME, 'one of "dwsgst" and "dwsrst" expected');
  }
  if (isGuest)
    return { kind: 'guest', dwsgst: textField(NAME, fields, 'dwsgst', MAX_SIGNATURE_CHARACTERS) };
  const loginId = fields.login_id;
  if (typeof loginId !== 'string' || loginId === '' || loginId.length > MAX_LOGIN_CHARACTERS) {
    throw malformedAnswer(NAME, `"login_id" expected 1-${MAX_LOGIN_CHARACTERS} characters`);
  }
  const dwsrst = textField(NAME, fields, 'dwsrst', MAX_SIGNATURE_CHARACTERS);
  return { kind: 'registered', dwsrst, loginId };
}
