import type { Origin } from '../../core/origin.ts';
import { type Finding, fail, ok, warn } from './finding.ts';
import { isAnswer, memberOf, type Probe } from './probe.ts';

/** What was found about one of the two servers. */
export interface CheckedSide {
  readonly findings: readonly Finding[];
  /** Whether it answers, so that more can be asked. */
  readonly isUp: boolean;
  /** By how many seconds its clock is ahead of ours; null where it is not known. */
  readonly aheadSeconds: number | null;
}

/** Checks whether a server is reached, over TLS that is trusted, alive, and ready. */
export async function checkSide(
  probe: Probe,
  name: 'shopping' | 'checkout',
  { href, secure }: Origin,
): Promise<CheckedSide> {
  const alive = await probe(`${href}/healthz`);
  if (!isAnswer(alive)) {
    const check = alive.isTls ? `${name}.tls` : `${name}.alive`;
    const findings = [fail(check, `no connection to ${href} (${alive.code})`, alive.advice)];
    return { findings, isUp: false, aheadSeconds: null };
  }
  const { aheadSeconds, status, json } = alive;
  const tls = secure ? [ok(`${name}.tls`, 'its certificate is trusted, and for this name')] : [];
  if (status !== 200 || memberOf(json, 'status') !== 'ok') {
    const advice = 'Something else answers there: check the address, and the proxy in front.';
    const strange = fail(`${name}.alive`, `GET /healthz answers ${status}`, advice);
    return { findings: [...tls, strange], isUp: false, aheadSeconds };
  }
  const findings = [...tls, ok(`${name}.alive`, 'it answers'), await checkReady(probe, name, href)];
  return { findings, isUp: true, aheadSeconds };
}

async function checkReady(probe: Probe, name: string, href: string): Promise<Finding> {
  const check = `${name}.ready`;
  const ready = await probe(`${href}/readyz`);
  if (!isAnswer(ready)) return fail(check, `no answer to GET /readyz`, ready.advice);
  if (ready.status !== 200) {
    const advice = 'Look at its log, and at the disk and the file of its database.';
    return fail(check, `GET /readyz answers ${ready.status}: its store does not work`, advice);
  }
  const works = 'its store works';
  if (memberOf(ready.json, 'peer') === 'up') return ok(check, `${works}, and it sees the other`);
  const advice = 'Check …_INTERNAL_URL and PEER_CA on this server, and that the other one is up.';
  return warn(check, `${works}, but it does not reach the other server`, advice);
}
