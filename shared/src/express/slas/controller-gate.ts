import type { Request, RequestHandler, Response } from 'express';
import { type Clock, nowSeconds } from '../../core/clock.ts';
import type { Origin } from '../../core/origin.ts';
import { SlasError } from '../../slas/errors.ts';
import { originFormOf } from '../../slas/hybrid-path.ts';
import {
  parseSession,
  withoutDoubledSession,
  withoutSession,
} from '../../slas/platform-cookies.ts';
import type { BridgedRequest, ShopperBridge, VisitRequest } from '../../slas/shopper-bridge.ts';
import { takeBody } from '../request-body.ts';
import { putCookies } from '../set-cookies.ts';
import { checkOwnWrite } from '../write-guard.ts';
import { readCredentials, readProfile } from './controller-forms.ts';
import type { ControllerAnswer, ControllerForwarder } from './controller-forwarder.ts';
import {
  type ControllerNames,
  controllerNameOf,
  siblingPath,
  standsBesidePages,
} from './controller-names.ts';
import { type FormRefusal, leadOn, refusalOf, refuseForm } from './form-answer.ts';

/** What a gate is made of. */
export interface ControllerGateOptions {
  readonly bridge: ShopperBridge;
  readonly forwarder: ControllerForwarder;
  /** The storefront's own origin. */
  readonly own: Origin;
  readonly names: ControllerNames;
  readonly clock: Clock;
  readonly visitOf: (req: Request) => VisitRequest;
}

const FORM_TYPE = 'application/x-www-form-urlencoded';
const MAX_FORM_BYTES = 64 * 1024;
const SAFE = new Set(['GET', 'HEAD']);

/**
 * Stands in front of B2C controllers: forwards requests to them, and looks at their answers before they go out. Forms
 * that sign in or register are taken in their place, so that SLAS and the session learn of it together.
 */
export function createControllerGate(options: ControllerGateOptions): RequestHandler {
  const { bridge, forwarder, own, names, clock, visitOf } = options;

  /** What a form of ours holds; its CSRF token is the platform's, so that it is ours has to show otherwise. */
  async function readForm(req: Request, res: Response): Promise<URLSearchParams> {
    checkOwnWrite(req, own);
    const body = await takeBody(req, res, { types: [FORM_TYPE], maxBytes: MAX_FORM_BYTES });
    return new URLSearchParams(body.toString());
  }

  /** Absolute, since a path that begins with two slashes would lead to another host. */
  function targetOf(req: Request, name: string): string {
    return `${own.href}${siblingPath(req.path, name)}`;
  }

  function refuse(req: Request, res: Response, code: FormRefusal): void {
    refuseForm(req, res, targetOf(req, names.signInPage), code);
  }

  async function submit(
    req: Request,
    res: Response,
    request: BridgedRequest,
    send: () => Promise<unknown>,
  ): Promise<void> {
    try {
      await send();
      putCookies(res, request.setCookies());
      const isAtCheckout = req.query.rurl === '2';
      const page = isAtCheckout ? names.afterSignInAtCheckout : names.afterSignIn;
      leadOn(req, res, targetOf(req, page));
    } catch (error) {
      if (!(error instanceof SlasError)) throw error;
      putCookies(res, request.setCookies());
      refuse(req, res, refusalOf(error));
    }
  }

  async function lookAt(
    req: Request,
    request: BridgedRequest,
    answer: ControllerAnswer,
  ): Promise<'send' | 'drop'> {
    const started = parseSession(answer.setCookies, nowSeconds(clock));
    if (standsBesidePages(req.path)) {
      if (!started) return 'send';
      await request.controller.besidePage(started);
      answer.setCookies = [...withoutSession(answer.setCookies), ...request.setCookies()];
      return 'send';
    }
    const isSignOut = controllerNameOf(req.path) === names.signOut && answer.status < 400;
    const { browser, withholdsSession } = isSignOut
      ? await request.controller.signedOut(request.shopper)
      : await request.controller.answered(started);
    if (withholdsSession) answer.setCookies = withoutSession(answer.setCookies);
    answer.setCookies = [...answer.setCookies, ...request.setCookies()];
    return browser === 'reload' ? 'drop' : 'send';
  }

  return async function controllerGate(req, res) {
    const request = bridge.open(visitOf(req), 'controller');
    const { shopper } = request;
    const name = controllerNameOf(req.path);
    const isForm = bridge.mode === 'manual' && req.method === 'POST';
    if (isForm && name === names.signIn) {
      const credentials = readCredentials(await readForm(req, res));
      return submit(req, res, request, () => shopper.signIn(credentials));
    }
    if (isForm && name === names.registration) {
      const profile = readProfile(await readForm(req, res));
      if (profile === null) return refuse(req, res, 'refused');
      return submit(req, res, request, () => shopper.register(profile));
    }
    let setCookies: readonly string[] = [];
    const cookie = withoutDoubledSession(await request.cookieHeader());
    const sent = await forwarder.forward(req, res, {
      headers: cookie === req.headers.cookie ? {} : { cookie: cookie ?? '' },
      async onAnswer(answer) {
        const verdict = await lookAt(req, request, answer);
        setCookies = answer.setCookies;
        return verdict;
      },
    });
    if (sent === 'dropped') reload(own, req, res, setCookies);
  };
}

/** The same URL once more, and the same method: a form that came with an ended session is not lost. */
function reload(own: Origin, req: Request, res: Response, setCookies: readonly string[]): void {
  putCookies(res, setCookies);
  // Absolute here too.
  res
    .status(SAFE.has(req.method) ? 302 : 307)
    .set({ Location: `${own.href}${originFormOf(req.originalUrl)}`, 'Cache-Control': 'no-store' })
    .end();
}
