import type { AdminClient } from '../../admin/admin-client.ts';
import { AdminError } from '../../admin/errors.ts';
import { type Finding, fail, ok, warn } from './finding.ts';

const CHECK = 'credential';

/** Checks the hook credential by reading one entry of the audit trail: nothing else could be asked without effect. */
export async function checkCredential(admin: AdminClient): Promise<Finding> {
  try {
    await admin.audit({ limit: 1 });
    return ok(CHECK, 'the credential is good, and has the scope audit');
  } catch (error) {
    if (!(error instanceof AdminError)) throw error;
    return judge(error);
  }
}

/** There is none to check. */
export function noCredential(): Finding {
  const advice = 'Set DOMAIN_BRIDGE_TOKEN, or pass --token-file FILE.';
  return warn(CHECK, 'no credential was given, so the hooks were not tried', advice);
}

/** There is one, and nowhere to send it to. */
export function credentialKept(): Finding {
  const advice = 'Everybody on the wire would have it: put checkout on https.';
  return fail(CHECK, 'the credential was not sent over plain http', advice);
}

function judge({ problem, message }: AdminError): Finding {
  switch (problem?.status) {
    case 401: {
      const advice = 'It is what stands behind the last colon of an entry in HOOK_TOKENS.';
      return fail(CHECK, 'the credential is not known', advice);
    }
    // Narrow credentials are good ones. The attempt stands in the audit trail now.
    case 403:
      return ok(CHECK, 'the credential is good; it lacks the scope audit, so no more can be tried');
    case 404: {
      const advice = 'Set HOOK_TOKENS on the checkout domain, and start it anew.';
      return fail(CHECK, 'the hooks are switched off', advice);
    }
    case 429:
      return warn(CHECK, 'too many requests', 'Try again in a minute.');
    default:
      return fail(CHECK, `the audit trail could not be read: ${message}`, 'Look at its log.');
  }
}
