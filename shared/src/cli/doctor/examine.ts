import { checkClocks } from './check-clocks.ts';
import { checkIssuer } from './check-issuer.ts';
import { checkOrigins, type Domains } from './check-origins.ts';
import { checkSide } from './check-side.ts';
import type { Finding } from './finding.ts';
import type { Probe } from './probe.ts';

/**
 * Looks at both domains from outside. What rests on a server that is not there is left out.
 *
 * @param credential Checks the hook credential, if there is one.
 */
export async function examine(
  domains: Domains,
  probe: Probe,
  credential: () => Promise<Finding>,
): Promise<readonly Finding[]> {
  const [shopping, checkout] = await Promise.all([
    checkSide(probe, 'shopping', domains.shopping),
    checkSide(probe, 'checkout', domains.checkout),
  ]);
  const further = checkout.isUp
    ? [...(await checkIssuer(probe, domains.checkout)), await credential()]
    : [];
  return [
    ...checkOrigins(domains),
    ...shopping.findings,
    ...checkout.findings,
    ...(shopping.isUp && checkout.isUp
      ? [checkClocks(shopping.aheadSeconds, checkout.aheadSeconds)]
      : []),
    ...further,
  ];
}
