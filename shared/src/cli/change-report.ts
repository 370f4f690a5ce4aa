import type { Effect } from '../admin/hook-answer.ts';
import type { Report } from './report.ts';
import { safeText } from './safe-text.ts';

const PEER_LINES = {
  acked: 'knows of it, and serves them no more.',
  pending:
    'has not answered yet; beyond its lease (30 s, if not set otherwise) it serves them no more.',
} as const;

/** Says what a change did. */
export function changeReport(effect: Effect | null, idempotencyKey: string): Report {
  const { epoch, peers } = effect ?? { epoch: null, peers: {} };
  const told = Object.entries(peers).map(
    ([name, state]) => `${safeText(name)}: ${PEER_LINES[state]}`,
  );
  return {
    lines: epoch === null ? [nothingEnded(effect)] : ['Done: the sessions have ended.', ...told],
    json: { epoch, peers, idempotencyKey },
  };
}

/** A server that does not grant the preference to tell more is right as well (RFC 7240 §2). */
function nothingEnded(effect: Effect | null): string {
  return effect ? 'Nothing to do: it was so already. No session has ended.' : 'Done.';
}
