import type { Dispatcher } from 'undici';

/** An answer as it came over the wire. */
export interface WireAnswer {
  readonly status: number;
  /** Content type; empty without one. */
  readonly type: string;
  /** As it stands in the header, or null. */
  readonly location: string | null;
  /** Raw `Set-Cookie` values. */
  readonly setCookies: readonly string[];
  readonly body: string;
}

/** What a connection was closed with before its answer was there. */
class ClosedByBrowser extends Error {
  override readonly name: string = 'ClosedByBrowser';
  readonly code = 'CLOSED_BY_BROWSER';
}

/** Gathers one answer. The plainest handler that undici takes: half the time of a load would go into its streams. */
export class PendingAnswer implements Dispatcher.DispatchHandler {
  readonly #resolve: (answer: WireAnswer) => void;
  readonly #reject: (error: Error) => void;
  readonly #chunks: Buffer[] = [];
  #head: Omit<WireAnswer, 'body'> = { status: 0, type: '', location: null, setCookies: [] };
  #controller: Dispatcher.DispatchController | null = null;
  #isClosed = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(resolve: (answer: WireAnswer) => void, reject: (error: Error) => void) {
    this.#resolve = resolve;
    this.#reject = reject;
  }

  /** Closes the connection after so many milliseconds, unless the answer is there; at the latest when it is sent. */
  closeAfter(milliseconds: number): void {
    this.#timer = setTimeout(() => {
      this.#isClosed = true;
      this.#controller?.abort(new ClosedByBrowser());
    }, milliseconds);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#isClosed) controller.abort(new ClosedByBrowser());
  }

  onResponseStart(
    _: Dispatcher.DispatchController,
    status: number,
    headers: Readonly<Record<string, string | string[] | undefined>>,
  ): void {
    const { location, 'content-type': type = '', 'set-cookie': setCookies = [] } = headers;
    this.#head = {
      status,
      type: String(type),
      location: location === undefined ? null : String(location),
      setCookies: [setCookies].flat(),
    };
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    clearTimeout(this.#timer);
    this.#resolve({ ...this.#head, body: Buffer.concat(this.#chunks).toString() });
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    clearTimeout(this.#timer);
    this.#reject(error);
  }
}
