import type { Agent, IncomingMessage } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import { parseOrigin } from '../../core/origin.ts';
import { RequestError } from '../../core/request-error.ts';
import { type Scheduler, systemScheduler } from '../../core/scheduler.ts';
import { type ControllerAnswer, readAnswer, writeHead } from './controller-answer.ts';
import { callControllers } from './controller-call.ts';

export type { ControllerAnswer } from './controller-answer.ts';

/** Where the controllers are. */
export interface ControllerForwarderOptions {
  /** Origin of the controllers, e.g. `https://shop.demandware.example`. */
  readonly origin: string;
  /** The storefront's own origin: redirects of the controllers to themselves lead there. */
  readonly publicOrigin: string;
  /** Seconds up to the head of an answer, an upload included, and between two parts of its body. Default: 30. */
  readonly timeoutSeconds?: number;
  /** Connections to the controllers, and whom they trust. Default: those of `httpxy`, kept alive. */
  readonly agent?: Agent;
  /** Default: the machine's own. */
  readonly scheduler?: Scheduler;
}

/** Looks at the head of an answer, and changes it, before a byte goes out. */
export type AnswerReader = (answer: ControllerAnswer) => Promise<'send' | 'drop'>;

/** What is done with one request. */
export interface ForwardOptions {
  /** Set on the request, in place of what the browser sent; names in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
  /**
   * `drop`: nothing of the answer goes out, and `res` is yours to answer. What this throws, `forward` rejects with;
   * the answer is dropped then too.
   */
  readonly onAnswer?: AnswerReader;
}

/** How it went: the answer is out; `onAnswer` dropped it; the browser has left, or one of the two broke off. */
export type Forwarded = 'sent' | 'dropped' | 'aborted';

/** Forwards requests to the controllers. */
export interface ControllerForwarder {
  /**
   * @throws {RequestError} 502 `controllers_unavailable`: no answer came, or not in time.
   * @throws {TypeError} When something has read the body already.
   */
  forward(req: Request, res: Response, options?: ForwardOptions): Promise<Forwarded>;
}

/**
 * Makes a forwarder. It follows no redirect and keeps nothing; `Host` is the controllers' own, the public one travels
 * in `X-Forwarded-Host`. WebSockets are not forwarded.
 *
 * @throws {TypeError} On an origin that is none.
 * @throws {RangeError} On a timeout that is not above 0.
 */
export function createControllerForwarder(
  options: ControllerForwarderOptions,
): ControllerForwarder {
  const { timeoutSeconds = 30, scheduler = systemScheduler, agent } = options;
  const origins = {
    controllers: parseOrigin(options.origin),
    own: parseOrigin(options.publicOrigin),
  };
  if (!(timeoutSeconds > 0)) {
    throw new RangeError(`"timeoutSeconds" expected more than 0, got ${timeoutSeconds}`);
  }
  const patience = timeoutSeconds * 1000;

  /** Null when no answer came in time. */
  async function call(req: Request, res: Response, headers: Readonly<Record<string, string>>) {
    const timer = new AbortController();
    const isLate = scheduler.sleep(patience, timer.signal).then(() => null);
    const { answer, cancel } = callControllers(req, res, { origins, headers, agent });
    const upstream = await Promise.race([answer, isLate]);
    timer.abort();
    if (upstream === null) cancel();
    return upstream;
  }

  return {
    async forward(req, res, { headers = {}, onAnswer } = {}) {
      refuseReadBody(req);
      const upstream = await call(req, res, headers);
      if (res.destroyed) return 'aborted';
      if (upstream === null) throw unavailable();
      const answer = readAnswer(upstream, origins);
      try {
        if ((await onAnswer?.(answer)) === 'drop') {
          upstream.destroy();
          return 'dropped';
        }
        writeHead(res, answer);
      } catch (error) {
        upstream.destroy();
        throw error;
      }
      return stream(upstream, res, patience);
    },
  };
}

/** Sends the body, and breaks the connection off where it breaks off: half a page must not look like a whole one. */
async function stream(
  upstream: IncomingMessage,
  res: Response,
  patience: number,
): Promise<Forwarded> {
  const { socket } = upstream;
  const endIdle = (): void => {
    // A browser that reads slowly keeps the controllers waiting, not the other way round.
    if (!res.writableNeedDrain) upstream.destroy();
  };
  socket.setTimeout(patience).on('timeout', endIdle);
  upstream.once('close', () => socket.off('timeout', endIdle));
  try {
    await pipeline(upstream, res);
    return 'sent';
  } catch {
    return 'aborted';
  }
}

function refuseReadBody(req: Request): void {
  if (req.readableDidRead) {
    throw new TypeError('"req" expected a body that nothing has read: forward before any parser');
  }
}

function unavailable(): RequestError {
  return new RequestError(
    502,
    'controllers_unavailable',
    'This part of the shop does not answer. Please try again in a moment.',
  );
}
