/**
 * How many token requests of a private client the emulator answers on one core, signing included: it in a process of
 * its own, asked from this one over connections that are kept open.
 *
 * npm run bench:emulator [-- --json] [-- --runs=7] [-- --requests=3000]
 */
import { parseArgs } from 'node:util';
import { createTokenVerifier, jwksUrlOf } from 'domain-bridge/slas';
import { Pool } from 'undici';
import { systemClock } from '../shared/src/core/clock.ts';
import { systemScheduler } from '../shared/src/core/scheduler.ts';
import { bridgeOptions, CLIENTS } from '../test/support/slas-world.ts';
import { report, short, sumUp } from './figures.ts';
import { type MeasuredProcess, startMeasured } from './measured-process.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '7' },
    requests: { type: 'string', default: '3000' },
    json: { type: 'boolean' },
  },
});
const RUNS = Number(values.runs);
const REQUESTS = Number(values.requests);
const CONNECTIONS = 16;
const TARGET_A_SECOND = 1_000;
const PATH = '/shopper/auth/v1/organizations/f_ecom_zzrf_001/oauth2/token';
const { clientId, clientSecret } = CLIENTS.private;
const HEADERS = {
  authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`,
  'content-type': 'application/x-www-form-urlencoded',
};
const BODY = 'grant_type=client_credentials&channel_id=RefArch';

const emulator = await startMeasured('emulator-server.ts');
const pool = new Pool(emulator.origin, { connections: CONNECTIONS });
try {
  await measure(emulator);
} finally {
  await pool.close();
  await emulator.stop();
}

async function measure(emulator: MeasuredProcess): Promise<void> {
  await askMany(REQUESTS);
  const rates = { cpu: [] as number[], wall: [] as number[] };
  for (let run = 0; run < RUNS; run++) {
    const before = { cpu: await emulator.cpuMicroseconds(), wall: performance.now() };
    const tokens = await askMany(REQUESTS);
    const wallSeconds = (performance.now() - before.wall) / 1_000;
    const cpuSeconds = ((await emulator.cpuMicroseconds()) - before.cpu) / 1_000_000;
    await checkTokens(emulator, tokens);
    rates.cpu.push(REQUESTS / cpuSeconds);
    rates.wall.push(REQUESTS / wallSeconds);
  }
  const perCpuSecond = sumUp('token requests for each second of CPU time', '/s', rates.cpu);
  const perSecond = sumUp('token requests for each second by the clock', '/s', rates.wall);
  report(
    `emulator, ${REQUESTS} token requests a run over ${CONNECTIONS} connections`,
    [perCpuSecond, perSecond],
    [
      {
        // By the CPU time, since by the clock it depends on who else is at work on the machine.
        target: `at least ${TARGET_A_SECOND} private token requests a second on one core, in every run`,
        measured: `${short(perCpuSecond.least)} at least`,
        kept: perCpuSecond.least >= TARGET_A_SECOND,
      },
    ],
  );
}

/** Asks over all connections at once, each with one request at a time. Returns the access tokens. */
async function askMany(count: number): Promise<string[]> {
  const tokens: string[] = [];
  let asked = 0;
  const askInTurn = async (): Promise<void> => {
    while (asked++ < count) tokens.push(await ask());
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, askInTurn));
  return tokens;
}

async function ask(): Promise<string> {
  const answer = await pool.request({ path: PATH, method: 'POST', headers: HEADERS, body: BODY });
  const text = await answer.body.text();
  if (answer.statusCode !== 200) throw new Error(`the emulator answered ${answer.statusCode}`);
  return JSON.parse(text).access_token;
}

/** That each of them was made and signed for its request, and for another guest. */
async function checkTokens(emulator: MeasuredProcess, tokens: readonly string[]): Promise<void> {
  const { commerce } = bridgeOptions({ origin: emulator.origin, clock: systemClock });
  const { verify } = createTokenVerifier({
    jwksUrl: jwksUrlOf(commerce),
    organizationId: commerce.organizationId,
    fetch: globalThis.fetch,
    scheduler: systemScheduler,
    clock: systemClock,
  });
  const claims = await Promise.all(tokens.map(verify));
  const guests = new Set(claims.map(({ customerId }) => customerId));
  if (guests.size !== REQUESTS) throw new Error(`${guests.size} guests of ${REQUESTS} tokens`);
}
