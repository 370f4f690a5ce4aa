import type { Response } from 'express';

/** What went wrong, as SCAPI says it. */
export interface ScapiProblem {
  readonly status: number;
  /** Last part of the type's address, e.g. `basket-not-found`. */
  readonly name: string;
  readonly title: string;
  readonly detail: string;
}

const TYPES = 'https://api.commercecloud.salesforce.com/documentation/error/v1/errors/';

/** Answers with the error body of SCAPI. */
export function sendProblem(res: Response, { status, name, title, detail }: ScapiProblem): void {
  res
    .status(status)
    .type('application/problem+json')
    .send(JSON.stringify({ title, type: `${TYPES}${name}`, detail }));
}

/** Something in the request is missing or wrong. */
export function badRequest(detail: string): ScapiProblem {
  return { status: 400, name: 'bad-request', title: 'Bad Request', detail };
}

/** There is no such thing; `kind` names it, e.g. `Basket`. */
export function notFound(kind: string, id: string): ScapiProblem {
  return {
    status: 404,
    name: `${kind.toLowerCase().replaceAll(' ', '-')}-not-found`,
    title: `${kind} Not Found`,
    detail: `No ${kind.toLowerCase()} with ID '${id}' could be found.`,
  };
}
