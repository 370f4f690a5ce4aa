import { encodeBase64url } from '../core/base64url.ts';
import { type Clock, nowSeconds, systemClock } from '../core/clock.ts';
import { type Random, systemRandom } from '../core/random.ts';
import { type Scheduler, systemScheduler } from '../core/scheduler.ts';
import { SlasError } from './errors.ts';
import { createFlightSeal, type FlightSeal, flightKeyOf } from './flight-seal.ts';
import type { Flight, FlightStore } from './flight-store.ts';

/** What a flight brought. */
export interface Landing {
  readonly result: Uint8Array;
  /** Seconds for which latecomers get it. */
  readonly keepSeconds: number;
}

/** Makes what can be redeemed once be redeemed once, however many ask. */
export interface SingleFlight {
  /**
   * Exchanges a secret, or takes what it has just been exchanged for.
   *
   * In one process callers share one promise. Other processes wait for what the first one gets, and begin anew
   * when it gave up or died. A failure of `make` reaches everybody who waits in this process.
   *
   * @param secret What is redeemed, e.g. a refresh token.
   * @param purpose What for, e.g. `refresh`. No line feed.
   * @param make Makes the calls. It has to end before the lease does.
   * @returns What `make` brought, here or elsewhere, at most its `keepSeconds` ago.
   * @throws {SlasError} `ERR_SLAS_UNAVAILABLE` when others have been at it for two leases.
   */
  run(secret: string, purpose: string, make: () => Promise<Landing>): Promise<Uint8Array>;
  /**
   * Puts a result in place of whatever the secret is being exchanged for, or was.
   *
   * @returns What it had been exchanged for; null where nothing is known of it, or the store fails.
   */
  end(secret: string, purpose: string, landing: Landing): Promise<Uint8Array | null>;
}

/** What single flights need. */
export interface SingleFlightOptions {
  readonly store: FlightStore;
  /** Default: the system clock. */
  readonly clock?: Clock;
  /** Default: the machine's own. */
  readonly scheduler?: Scheduler;
  /** Default: the operating system's generator. */
  readonly random?: Random;
  /** Seconds after which a holder that has not landed counts as dead. Default: 15, three calls of 5 s. */
  readonly leaseSeconds?: number;
  /** Milliseconds between two looks at somebody else's flight. Default: 50. */
  readonly pollMilliseconds?: number;
  /** Is told when the store fails, once a flight; the shopper is served all the same. */
  readonly onFailure?: (error: unknown) => void;
}

interface Journey {
  readonly key: string;
  /** A random name, so that whoever lost its lease cannot land. */
  readonly holder: string;
  readonly seal: FlightSeal;
  readonly make: () => Promise<Landing>;
  readonly report: (error: unknown) => void;
}

const HOLDER_BYTES = 16;
const SWEEP_EVERY = 500;

/**
 * Makes single flights on a store. A store that fails costs what it saves, never the shopper: then `make` runs
 * in each process for itself.
 *
 * @throws {RangeError} On a time that is not a whole number above 0.
 */
export function createSingleFlight(options: SingleFlightOptions): SingleFlight {
  const {
    store,
    clock = systemClock,
    scheduler = systemScheduler,
    random = systemRandom,
  } = options;
  const { leaseSeconds = 15, pollMilliseconds = 50 } = options;
  checkTimes({ leaseSeconds, pollMilliseconds });
  let journeys = 0;
  const underWay = new Map<string, Promise<Uint8Array>>();

  /** Null when the store failed. */
  async function join({ key, holder, report }: Journey): Promise<Flight | null> {
    const now = nowSeconds(clock);
    try {
      return await store.join(key, holder, now, now + leaseSeconds);
    } catch (error) {
      report(error);
      return null;
    }
  }

  async function conduct(journey: Journey): Promise<Uint8Array> {
    const { key, holder, seal, make, report } = journey;
    let landing: Landing;
    try {
      landing = await make();
    } catch (error) {
      await store.abandon(key, holder).catch(report);
      throw error;
    }
    const { result, keepSeconds } = landing;
    const until = nowSeconds(clock) + keepSeconds;
    const isLanded = await store.land(key, holder, seal.seal(result), until).catch((error) => {
      report(error);
      return true;
    });
    return isLanded ? result : overtaken(journey, result);
  }

  /** The lease ran out, or the secret was ended: what stands there counts. Where nothing does, what was brought is good. */
  async function overtaken(journey: Journey, result: Uint8Array): Promise<Uint8Array> {
    const flight = await join(journey);
    if (flight?.kind === 'begun')
      await store.abandon(journey.key, journey.holder).catch(journey.report);
    return (flight?.kind === 'landed' && journey.seal.open(flight.result)) || result;
  }

  async function fly(journey: Journey): Promise<Uint8Array> {
    const giveUpAt = scheduler.now() + 2 * leaseSeconds * 1000;
    for (let isSomebodyAtIt = false; ; isSomebodyAtIt = true) {
      const flight = await join(journey);
      if (flight?.kind === 'begun') return conduct(journey);
      if (flight?.kind === 'landed') return takeOver(journey, flight.result);
      // Somebody was seen at it: to redeem the token beside them would lose the shopper to one of the two.
      if (!flight && !isSomebodyAtIt) return alone(journey);
      if (scheduler.now() >= giveUpAt) return flight ? refuseToWait() : alone(journey);
      await scheduler.sleep(pollMilliseconds);
    }
  }

  /** Now and then, so that nobody else has to: what has ended is in nobody's way, but there may be much of it. */
  function sweepSometimes(): void {
    journeys += 1;
    if (journeys % SWEEP_EVERY === 0) store.sweep(nowSeconds(clock)).catch(() => {});
  }

  return {
    async end(secret, purpose, { result, keepSeconds }) {
      const subject = { secret, purpose };
      const seal = createFlightSeal(subject, random);
      const until = nowSeconds(clock) + keepSeconds;
      try {
        const before = await store.settle(flightKeyOf(subject), seal.seal(result), until);
        return before && seal.open(before);
      } catch (error) {
        options.onFailure?.(error);
        return null;
      }
    },
    run(secret, purpose, make) {
      sweepSometimes();
      const subject = { secret, purpose };
      const key = flightKeyOf(subject);
      const others = underWay.get(key);
      if (others) return others;
      const start = async (): Promise<Uint8Array> =>
        fly({
          key,
          holder: encodeBase64url(random(HOLDER_BYTES)),
          seal: createFlightSeal(subject, random),
          make: async () => make(),
          report: reportOnce(options.onFailure),
        });
      const flight = start().finally(() => underWay.delete(key));
      underWay.set(key, flight);
      return flight;
    },
  };
}

/** A result that somebody damaged is as good as none; but it is in the way until it ends. */
async function takeOver(journey: Journey, sealed: Uint8Array): Promise<Uint8Array> {
  const { seal, report } = journey;
  const result = seal.open(sealed);
  if (result) return result;
  report(new SlasError('ERR_SLAS_MALFORMED_ANSWER', 'the result of a flight does not open'));
  return alone(journey);
}

async function alone({ make }: Journey): Promise<Uint8Array> {
  const { result } = await make();
  return result;
}

function refuseToWait(): never {
  throw new SlasError('ERR_SLAS_UNAVAILABLE', 'another process has not brought tokens in time');
}

/** A store that is down fails at every look; one line in the log says so. */
function reportOnce(onFailure: ((error: unknown) => void) | undefined): (error: unknown) => void {
  let isReported = false;
  return (error) => {
    if (!isReported) onFailure?.(error);
    isReported = true;
  };
}

function checkTimes(times: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(times)) {
    if (Number.isSafeInteger(value) && value > 0) continue;
    throw new RangeError(`"${name}" expected a whole number above 0, got ${value}`);
  }
}
