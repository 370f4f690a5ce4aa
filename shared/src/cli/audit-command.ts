import { type Command, InvalidArgumentError } from 'commander';
import type { AdminClient } from '../admin/admin-client.ts';
import type { AuditFilter } from '../admin/audit-page.ts';
import type { AuditEntry } from '../invalidation/audit.ts';
import { auditLine } from './audit-line.ts';
import type { CliIo } from './cli-io.ts';
import { type ConnectionOptions, openClient } from './connection.ts';
import { type OutputOptions, writeReport } from './report.ts';
import { safeJson } from './safe-text.ts';
import { parseUserId } from './user-argument.ts';

interface AuditOptions extends ConnectionOptions, OutputOptions {
  readonly user?: string;
  readonly after?: number;
  readonly limit?: number;
  readonly follow?: boolean;
}

/** Between two looks of `--follow`: 30 requests a minute, of 600 that a credential has. */
const FOLLOW_SECONDS = 2;
const MOST_ENTRIES = 200;

/** Adds the command `audit`. */
export function addAuditCommand(program: Command, io: CliIo): void {
  program
    .command('audit')
    .description('show who ended which sessions, when and why; the newest entry last')
    .option('--user <id>', 'only entries about this user: id:USER_ID')
    .option('--after <id>', 'the entries behind this one; default: the newest', parseNumber(0))
    .option('--limit <n>', 'at most so many, 1-200; default: 50', parseNumber(1, MOST_ENTRIES))
    .option('--follow', 'go on showing new entries; with --json one document a line')
    .action(async (_options: unknown, command: Command) => {
      const options = command.optsWithGlobals<AuditOptions>();
      const { user, after, limit } = options;
      const filter = {
        ...(user !== undefined && { sub: parseUserId(user) }),
        ...(after !== undefined && { after }),
        ...(limit !== undefined && { limit }),
      };
      const admin = openClient(io, options);
      await (options.follow ? follow : show)(io, admin, filter, options);
    });
}

async function show(
  io: CliIo,
  admin: AdminClient,
  filter: AuditFilter,
  options: OutputOptions,
): Promise<void> {
  const entries = await readPage(admin, filter);
  const lines = entries.length > 0 ? entries.map(auditLine) : ['There is no such entry.'];
  writeReport(io, options, { lines, json: { entries } });
}

/** Until the process ends. */
async function follow(
  io: CliIo,
  admin: AdminClient,
  filter: AuditFilter,
  { json }: OutputOptions,
): Promise<never> {
  const write = json ? safeJson : auditLine;
  const first = await readPage(admin, filter);
  for (const entry of first) io.stdout(`${write(entry)}\n`);
  let after = first.at(-1)?.id ?? filter.after ?? 0;
  for (;;) {
    await io.sleep(FOLLOW_SECONDS);
    for await (const entry of admin.auditAll({ ...filter, after, limit: MOST_ENTRIES })) {
      io.stdout(`${write(entry)}\n`);
      after = entry.id;
    }
  }
}

/** Oldest first, as a log is read. */
async function readPage(admin: AdminClient, filter: AuditFilter): Promise<readonly AuditEntry[]> {
  return (await admin.audit(filter)).toSorted((a, b) => a.id - b.id);
}

function parseNumber(least: number, most: number = Number.MAX_SAFE_INTEGER) {
  return (text: string): number => {
    const number = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
    if (number >= least && number <= most) return number;
    throw new InvalidArgumentError('Expected a whole number in its range.');
  };
}
