import { type Command, InvalidArgumentError } from 'commander';
import type { AdminClient, NotedChange } from '../admin/admin-client.ts';
import { type CallOptions, checkCallOptions } from '../admin/call-options.ts';
import { changeReport } from './change-report.ts';
import type { CliIo } from './cli-io.ts';
import { type ConnectionOptions, openClient } from './connection.ts';
import { readPassword } from './password-input.ts';
import { type OutputOptions, writeReport } from './report.ts';
import { asUsage, UsageError } from './usage-error.ts';
import { parseUser, USER_FORMS } from './user-argument.ts';

interface ChangeOptions extends ConnectionOptions, OutputOptions, NotedChange {
  readonly wait: number;
  readonly idempotencyKey?: string;
}

const KEY_BYTES = 16;
const PASSWORD_HELP = `
The password is one line of stdin, or asked for at a terminal, twice and not shown. It is never an argument:
those stand in the shell's history and in the list of processes.`;

/** Adds the commands that change something: `revoke`, `set-role`, `set-password`, `disable`, `end-everyone`. */
export function addChangeCommands(program: Command, io: CliIo): void {
  addChange(program, 'revoke <user>', 'end every session of a user').action(
    async (user: string, _options: unknown, command: Command) => {
      const subId = parseUser(user);
      await change(io, command, (admin, note, how) => admin.revoke({ subId, ...note }, how));
    },
  );
  addChange(program, 'set-role <user> <role>', 'give a user a role; ends the sessions').action(
    async (user: string, role: string, _options: unknown, command: Command) => {
      const subId = parseUser(user);
      await change(io, command, (admin, note, how) => admin.setRole({ subId, role, ...note }, how));
    },
  );
  addChange(program, 'set-password <user>', 'give a user a password; ends the sessions')
    .addHelpText('after', PASSWORD_HELP)
    .action(async (user: string, _options: unknown, command: Command) => {
      const subId = parseUser(user);
      // Whoever lacks a credential is told before having typed a password.
      openClient(io, command.optsWithGlobals());
      const password = await readPassword(io);
      await change(io, command, (admin, note, how) =>
        admin.setPassword({ subId, password, ...note }, how),
      );
    });
  addChange(program, 'disable <user>', 'keep a user out; ends the sessions')
    .option('--undo', 'let the user in again')
    .action(async (user: string, { undo }: { undo?: boolean }, command: Command) => {
      const subId = parseUser(user);
      await change(io, command, (admin, note, how) =>
        admin.setDisabled({ subId, disabled: !undo, ...note }, how),
      );
    });
  addChange(program, 'end-everyone', "end everybody's sessions; takes --reason and --yes")
    .option('--yes', 'yes, everybody has to sign in again, I too')
    .action(async ({ yes, reason }: { yes?: boolean; reason?: string }, command: Command) => {
      if (reason === undefined) throw new UsageError('end-everyone takes --reason TEXT');
      if (!yes) throw new UsageError('this signs everybody out: add --yes if that is meant');
      await change(io, command, (admin, note, how) =>
        admin.revokeEveryone({ ...note, reason }, how),
      );
    });
}

function addChange(program: Command, usage: string, description: string): Command {
  const command = program.command(usage).description(description);
  if (usage.includes('<user>')) command.addHelpText('after', `\n<user>: ${USER_FORMS}`);
  return command
    .option('--reason <text>', 'why; for the audit trail')
    .option('--actor <name>', 'who uses this tool; for the audit trail')
    .option('--wait <seconds>', 'how long to wait for the other domain, 0-10', parseSeconds, 0)
    .option('--idempotency-key <key>', 'names the change: repeating it changes nothing more');
}

async function change(
  io: CliIo,
  command: Command,
  ask: (
    admin: AdminClient,
    note: NotedChange,
    how: CallOptions,
  ) => ReturnType<AdminClient['revoke']>,
): Promise<void> {
  const options = command.optsWithGlobals<ChangeOptions>();
  const { reason, actor, wait: waitSeconds } = options;
  const { idempotencyKey = Buffer.from(io.random(KEY_BYTES)).toString('hex') } = options;
  const how = { waitSeconds, idempotencyKey };
  asUsage(() => checkCallOptions(how));
  const note = { ...(reason !== undefined && { reason }), ...(actor !== undefined && { actor }) };
  const effect = await ask(openClient(io, options), note, how);
  writeReport(io, options, changeReport(effect, idempotencyKey));
}

function parseSeconds(text: string): number {
  if (/^(?:\d|10)$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Expected whole seconds from 0 to 10.');
}
