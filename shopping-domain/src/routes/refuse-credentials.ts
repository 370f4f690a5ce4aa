import { RequestError } from 'domain-bridge/errors';
import type { RequestHandler } from 'express';

/** Names that fields of sign-in forms have; of the short ones only the whole name. */
const CREDENTIAL = /passw|passphrase|passcode|pwd|secret|credential|^(?:pass|pin|otp|totp)$/i;
/** Where programs and forms send what they sign in with, whatever they call its fields. */
const SIGN_IN_PATH = /^\/(?:api\/)?(?:log-?in|sign-?in|sign-?up|register|password|auth)/i;

/**
 * Refuses whatever is posted to a place where one signs in: `credentials_refused`, 400. Its body is not
 * even read: signing in happens on checkout alone, and this road may be in the clear.
 */
export const refuseSignIns: RequestHandler = (req, _res, next) => {
  const isRead = req.method === 'GET' || req.method === 'HEAD';
  next(!isRead && SIGN_IN_PATH.test(req.path) ? credentialsRefused() : undefined);
};

/** Refuses a query that looks like a credential: `credentials_refused`, 400. */
export const refuseCredentialQuery: RequestHandler = (req, _res, next) => {
  next(Object.keys(req.query).some(isCredential) ? credentialsRefused() : undefined);
};

/** Refuses a body with anything in it that looks like a credential: `credentials_refused`, 400. */
export const refuseCredentialBody: RequestHandler = (req, _res, next) => {
  next(fieldNames(req.body).some(isCredential) ? credentialsRefused() : undefined);
};

function isCredential(name: string): boolean {
  return CREDENTIAL.test(name);
}

/** Names of all fields at any depth; bodies are small, so this ends soon. */
function fieldNames(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const nested = Object.values(value).flatMap(fieldNames);
  return Array.isArray(value) ? nested : [...Object.keys(value), ...nested];
}

function credentialsRefused(): RequestError {
  return new RequestError(
    400,
    'credentials_refused',
    'Passwords are not accepted here. Please sign in on the secure domain.',
  );
}
