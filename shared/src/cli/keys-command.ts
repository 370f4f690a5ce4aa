import { type Command, Option } from 'commander';
import type { CliIo } from './cli-io.ts';
import { KEY_KINDS, type KeyKind, makeFreshKey, SCOPE_NAMES } from './fresh-key.ts';
import { addKeyFileCommands } from './keys/key-file-commands.ts';
import { type OutputOptions, writeReport } from './report.ts';
import { UsageError } from './usage-error.ts';

interface KeysOptions extends OutputOptions {
  readonly kind: KeyKind;
  readonly name: string;
  readonly scopes: string;
}

/** Adds the commands `keys generate`, `keys rotate` and `keys list`. They speak with no server. */
export function addKeysCommand(program: Command, io: CliIo): void {
  const kind = new Option('--kind <kind>', 'what it is for').choices(KEY_KINDS).default('bridge');
  const keys = program.command('keys').description('make keys, and change them without a loss');
  keys
    .command('generate')
    .description('print a fresh key on stdout; on stderr, where it belongs')
    .addOption(kind)
    .option('--name <name>', 'of a hook credential, for the audit trail', 'admin-tool')
    .option('--scopes <scopes>', `of a hook credential, joined by +: ${SCOPE_NAMES}`, 'revoke')
    .action(async (_options: unknown, command: Command) => {
      const options = command.optsWithGlobals<KeysOptions>();
      const { random, clock } = io;
      const { value, place } = await makeFreshKey(options.kind, {
        ...options,
        random,
        clock,
      }).catch(toUsage);
      writeReport(io, options, { lines: [value], json: { kind: options.kind, value, place } });
      if (!options.json) io.stderr(`${place}\n`);
    });
  addKeyFileCommands(keys, io);
}

function toUsage(error: unknown): never {
  if (error instanceof TypeError) throw new UsageError(error.message, { cause: error });
  throw error;
}
