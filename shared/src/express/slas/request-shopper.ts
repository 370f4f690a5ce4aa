import type { Response } from 'express';
import type { Credentials } from '../../slas/run-plan.ts';
import type { CustomerProfile, ScapiAnswer, ScapiRequest } from '../../slas/scapi-client.ts';
import type { Shopper } from '../../slas/shopper.ts';
import type { BridgedRequest } from '../../slas/shopper-bridge.ts';
import { putCookies } from '../set-cookies.ts';

/**
 * The shopper behind one request. Cookies go out with the answer, whatever is called, and keep it out of every cache.
 *
 * Call before the answer begins: once its head is out, no cookie goes with it any more. A refresh token that is spent by
 * such a call is then lost, and with it the shopper; what changes who the shopper is refuses to be called so late.
 */
export class RequestShopper {
  readonly #request: BridgedRequest;
  readonly #res: Response;

  constructor(request: BridgedRequest, res: Response) {
    this.#request = request;
    this.#res = res;
  }

  /** Who it is, with a token for SCAPI; null when SLAS cannot be reached and the browser has none. */
  get(): Promise<Shopper | null> {
    return this.#send(() => this.#request.shopper.shopper());
  }

  /**
   * Signs in; the guest's basket goes along.
   *
   * @throws {SlasError} `ERR_SLAS_WRONG_CREDENTIALS`, or what kept SLAS from answering.
   * @throws {TypeError} Once the answer has begun.
   */
  signIn(credentials: Credentials): Promise<Shopper> {
    return this.#change(() => this.#request.shopper.signIn(credentials));
  }

  /**
   * Makes an account and signs in.
   *
   * @throws {SlasError} `ERR_SLAS_REFUSED` when SCAPI refuses the profile, e.g. for a login that is taken.
   * @throws {TypeError} Once the answer has begun.
   */
  register(profile: CustomerProfile): Promise<Shopper> {
    return this.#change(() => this.#request.shopper.register(profile));
  }

  /**
   * Signs out, here in any case. Returns the guest that there is now; null when SLAS cannot be reached.
   *
   * @throws {TypeError} Once the answer has begun.
   */
  signOut(): Promise<Shopper | null> {
    return this.#change(() => this.#request.shopper.signOut());
  }

  /**
   * Calls a Shopper API. A token that is refused is renewed, and the call made once more.
   *
   * @throws {SlasError} `ERR_SLAS_CREDENTIALS_CHANGED` when the password was changed elsewhere: the shopper is a guest then.
   */
  scapi(request: ScapiRequest): Promise<ScapiAnswer> {
    return this.#send(() => this.#request.shopper.scapi(request));
  }

  async #change<Result>(run: () => Promise<Result>): Promise<Result> {
    if (this.#res.headersSent)
      throw new TypeError('"shopper" expected an answer that has not begun');
    return this.#send(run);
  }

  async #send<Result>(run: () => Promise<Result>): Promise<Result> {
    try {
      return await run();
    } finally {
      putCookies(this.#res, this.#request.setCookies());
    }
  }
}
