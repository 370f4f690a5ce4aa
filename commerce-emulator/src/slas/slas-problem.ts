import { STATUS_CODES } from 'node:http';

/** What SLAS says of a request that it refuses. */
export interface ProblemDetails {
  /** `message`, which clients compare; `invalid refresh_token` to the letter. */
  readonly message: string;
  /** `error_description` of the OpenAPI file. */
  readonly description?: string;
  /** For `Retry-After`. */
  readonly retryAfterSeconds?: number;
}

/** A request that SLAS refuses. */
export class SlasProblem extends Error {
  override readonly name = 'SlasProblem';
  readonly status: number;
  readonly description: string;
  readonly retryAfterSeconds: number | null;

  constructor(status: number, { message, description, retryAfterSeconds }: ProblemDetails) {
    super(message);
    this.status = status;
    this.description = description ?? message;
    this.retryAfterSeconds = retryAfterSeconds ?? null;
  }
}

const ERRORS: Readonly<Record<number, string>> = {
  400: 'invalid_request',
  401: 'invalid_client',
  404: 'not_found',
  405: 'invalid_request',
  409: 'conflict',
  410: 'invalid_request',
  412: 'precondition_failure',
  429: 'too_many_requests',
  503: 'gateway_server_error',
};

/**
 * The body of a refusal: both shapes in one. The OpenAPI file declares `error` and `error_description`; the
 * clients read `status_code` and `message`.
 */
export function problemBody(status: number, message: string, description = message): object {
  const name = (STATUS_CODES[status] ?? 'Unknown').toUpperCase().replaceAll(' ', '_');
  return {
    status_code: `${status} ${name}`,
    message,
    error: ERRORS[status] ?? 'server_error',
    error_description: description,
  };
}

/** 400 for parameters. */
export function badParameters(message = 'Bad or missing request parameters.'): SlasProblem {
  return new SlasProblem(400, { message });
}

/** 400 for a client that is not named, or not known. */
export function badClient(): SlasProblem {
  const message = 'Bad or missing client_id.';
  return new SlasProblem(400, { message });
}

/** 400 for a refresh token, whatever is wrong with it. */
export function badRefreshToken(): SlasProblem {
  const description = 'Bad or missing refresh token.';
  return new SlasProblem(400, { message: 'invalid refresh_token', description });
}

/** 401 for credentials of a shopper or of a client. */
export function wrongCredentials(description = 'Authorization failed.'): SlasProblem {
  return new SlasProblem(401, { message: 'invalid client credentials', description });
}

/** 401 for an access token. */
export function badAccessToken(): SlasProblem {
  return new SlasProblem(401, {
    message: 'invalid token',
    description: 'Bad or missing access token.',
  });
}

/** 400 for a usid whose refresh tokens have all expired. */
export function usidAssignedElsewhere(): SlasProblem {
  return badParameters('The usid is already assigned to a different session.');
}
