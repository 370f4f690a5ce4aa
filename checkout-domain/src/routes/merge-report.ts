import type { MergeReport } from 'domain-bridge/flows';
import type { Session } from 'domain-bridge/session';

/** What the sign-in of this session merged and nobody has looked after yet; null when there is nothing. */
export function readMergeReport(session: Session): MergeReport | null {
  if (session.state !== 'authenticated' || session.data === null) return null;
  const { carried, saved } = JSON.parse(session.data) as MergeReport;
  return { carried, saved };
}
