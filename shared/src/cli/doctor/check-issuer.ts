import type { Origin } from '../../core/origin.ts';
import { type Finding, fail, ok } from './finding.ts';
import { isAnswer, memberOf, type Probe } from './probe.ts';

const METADATA = '/.well-known/ssf-configuration';
/** Members of a JWK that only its owner may know (RFC 7518 §6, RFC 8037 §2). */
const PRIVATE_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];

/** Checks what the checkout domain says about its events, and the keys that it signs them with. */
export async function checkIssuer(probe: Probe, { href }: Origin): Promise<readonly Finding[]> {
  const answer = await probe(`${href}${METADATA}`);
  if (!isAnswer(answer) || answer.status !== 200) {
    const status = isAnswer(answer) ? answer.status : answer.code;
    const advice = 'Is that the checkout domain? Without this document no receiver finds its keys.';
    return [fail('issuer', `GET ${METADATA} answers ${status}`, advice)];
  }
  if (memberOf(answer.json, 'issuer') !== href) {
    const advice =
      'Set CHECKOUT_ORIGIN to what browsers see: receivers compare the issuer exactly.';
    return [fail('issuer', `the issuer of its events is not ${href}`, advice)];
  }
  return [
    ok('issuer', `its events are issued by ${href}`),
    await checkKeys(probe, href, answer.json),
  ];
}

async function checkKeys(probe: Probe, href: string, metadata: unknown): Promise<Finding> {
  const url = URL.parse(String(memberOf(metadata, 'jwks_uri')));
  if (url?.origin !== href) {
    const advice = 'A proxy may have rewritten it: keys have to come from the issuer itself.';
    return fail('issuer.keys', `jwks_uri is not on ${href}`, advice);
  }
  const answer = await probe(url.href);
  const keys =
    isAnswer(answer) && answer.status === 200 ? memberOf(answer.json, 'keys') : undefined;
  if (!Array.isArray(keys) || keys.length === 0) {
    return fail('issuer.keys', 'there are no keys at jwks_uri', 'Look at the log of checkout.');
  }
  if (keys.some((key) => PRIVATE_MEMBERS.some((name) => memberOf(key, name) !== undefined))) {
    const advice =
      'Whoever read it can sign events: make new SIGNING_KEYS now, and publish no private half.';
    return fail('issuer.keys', 'a private key is published', advice);
  }
  return ok('issuer.keys', `keys to check events with: ${keys.length}`);
}
