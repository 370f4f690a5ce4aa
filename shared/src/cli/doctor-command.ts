import type { Command } from 'commander';
import { isLoopback } from '../core/loopback.ts';
import { type Origin, parseOrigin } from '../core/origin.ts';
import type { CliIo } from './cli-io.ts';
import { type ConnectionOptions, checkoutOf, fetchOf, openClient, tokenOf } from './connection.ts';
import { checkCredential, credentialKept, noCredential } from './doctor/check-credential.ts';
import { examine } from './doctor/examine.ts';
import type { Finding } from './doctor/finding.ts';
import { createProbe } from './doctor/probe.ts';
import { type OutputOptions, type Report, writeReport } from './report.ts';
import { Unhealthy } from './unhealthy.ts';
import { UsageError } from './usage-error.ts';

interface DoctorOptions extends ConnectionOptions, OutputOptions {
  readonly shopping?: string;
}

const DEFAULT_SHOPPING = 'http://shop.localhost:8080';

/** Adds the command `doctor`. */
export function addDoctorCommand(program: Command, io: CliIo): void {
  program
    .command('doctor')
    .description('look at both domains from outside: what works, what does not, what to do')
    .option('--shopping <origin>', `the shopping domain; default: ${DEFAULT_SHOPPING}`)
    .action(async (_options: unknown, command: Command) => {
      const options = command.optsWithGlobals<DoctorOptions>();
      const findings = await examineBy(io, options);
      writeReport(io, options, reportOf(findings));
      if (findings.some(({ status }) => status === 'fail')) throw new Unhealthy();
    });
}

function examineBy(io: CliIo, options: DoctorOptions): Promise<readonly Finding[]> {
  const { deadline, clock, env } = io;
  const shopping = options.shopping ?? (env.SHOPPING_ORIGIN || DEFAULT_SHOPPING);
  const domains = {
    shopping: readOrigin(shopping, '--shopping'),
    checkout: readOrigin(checkoutOf(io, options), '--checkout'),
  };
  const probe = createProbe({ fetch: fetchOf(io, options), deadline, clock });
  return examine(domains, probe, credentialCheck(io, options, domains.checkout));
}

function credentialCheck(
  io: CliIo,
  options: DoctorOptions,
  checkout: Origin,
): () => Promise<Finding> {
  if (tokenOf(io, options) === null) return async () => noCredential();
  if (!checkout.secure && !isLoopback(checkout.hostname)) return async () => credentialKept();
  const admin = openClient(io, options);
  return () => checkCredential(admin);
}

function readOrigin(text: string, name: string): Origin {
  try {
    return parseOrigin(text);
  } catch (cause) {
    // Without its message: a password may stand in a URL.
    throw new UsageError(`${name} expected an origin such as https://shop.example`, { cause });
  }
}

function reportOf(findings: readonly Finding[]): Report {
  const count = (wanted: string) => findings.filter(({ status }) => status === wanted).length;
  const lines = findings.flatMap(({ status, check, message, advice }) => [
    `${status.padEnd(4)}  ${check.padEnd(16)}  ${message}`,
    ...(advice === null ? [] : [`${' '.repeat(24)}${advice}`]),
  ]);
  const failures = count('fail');
  const summary = `${count('ok')} ok, ${count('warn')} to look at, ${failures} failed`;
  return { lines: [...lines, summary], json: { healthy: failures === 0, findings } };
}
