import { randomInt } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { type CrashResult, runCrashLoad } from '../../soak/crash-load.ts';
import { storyOf } from '../../soak/shopper-story.ts';

/** Of everything that takes place by chance; a failure prints it. */
const SEED = process.env.CRASH_SEED ?? String(randomInt(1_000_000));
const PACE = { kind: 'counted', crossings: 120, kills: 3 } as const;
/** Too large for a link, so that its cart is fetched from a server that may be down. */
const LARGE = { large: 1, largeLines: 200 } as const;

describe('kill -9 of either server at random moments, under load', () => {
  it('loses, doubles and revives no line, orders nothing twice, and lets nobody in with a stolen link', async () => {
    const result = await runCrashLoad({ seed: SEED, shoppers: 8, ...LARGE, pace: PACE });
    const { run, crossings } = result;
    expect(crossings.arrived).toBeGreaterThanOrEqual(PACE.crossings);
    expect(run.kills.length).toBeGreaterThanOrEqual(PACE.kills);
    expect(run.tokens.some(({ isParked }) => isParked)).toBe(true);
    if (result.findings.length > 0) throw new Error(tell(result));
  });
});

/** What was found, and all that the first shopper who is blamed has done. */
function tell({ findings, run }: CrashResult): string {
  const blamed = run.histories.find(({ name }) =>
    findings.some((finding) => finding.startsWith(`${name}, `)),
  );
  const story = blamed ? storyOf(blamed, run.kills) : '';
  return `CRASH_SEED=${SEED}\n${findings.join('\n')}\n\n${story}`;
}
