import type { RequestHandler } from 'express';
import helmet from 'helmet';

const headers = helmet();
const PAGE =
  '<!doctype html><html lang="en"><title>Signed in</title><p>You can close this page.</p></html>';

/**
 * A page to redirect to: browsers follow the 303 of authorize and login, so the redirect URI has to answer, and
 * to whoever asks from another origin.
 */
export const callbackPage: RequestHandler = (request, response, next) => {
  headers(request, response, (error) => {
    if (error) return next(error);
    response.set('Cross-Origin-Resource-Policy', 'cross-origin').type('html').send(PAGE);
  });
};
