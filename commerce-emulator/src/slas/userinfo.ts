import { customerIdOf } from '../platform/identity.ts';
import type { Platform } from '../platform/platform.ts';
import { SlasProblem } from './slas-problem.ts';
import type { SlasAnswer, SlasRequest } from './slas-request.ts';

/** `GET userinfo`: who the bearer of an access token is. */
export function userinfo(platform: Platform, request: SlasRequest): SlasAnswer {
  const checked = platform.tokens.check(request.authorization.bearer ?? '');
  if (!checked.ok || checked.token.source !== 'slas') {
    throw new SlasProblem(400, { message: 'Bad or missing access token.' });
  }
  const { identity, usid } = checked.token;
  const customer = identity.kind === 'registered' ? platform.customers.byId(identity.rcid) : null;
  const { email = '', firstName = '', lastName = '', login = '' } = customer ?? {};
  const body = {
    customer_id: customerIdOf(identity),
    email,
    external_id: login,
    family_name: lastName,
    given_name: firstName,
    name: `${firstName} ${lastName}`.trim(),
    sub: usid,
    validated: true,
  };
  return { status: 200, body };
}
