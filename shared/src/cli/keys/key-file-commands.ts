import { type Command, InvalidArgumentError, Option } from 'commander';
import type { CliIo } from '../cli-io.ts';
import { makeFreshKey } from '../fresh-key.ts';
import { Refused } from '../refused.ts';
import { FileChanged } from '../replace-file.ts';
import { type OutputOptions, writeReport } from '../report.ts';
import { safeText } from '../safe-text.ts';
import { UsageError } from '../usage-error.ts';
import type { KeyEntry, KeyFileText } from './key-entry.ts';
import { keyReport } from './key-report.ts';
import { type KeyFileOptions, kindOption, readKeys, waitsOf } from './rotated-kind.ts';
import { addKey, promoteKey, retireKeys, STEPS, type Step, type StepOptions } from './rotation.ts';

interface RotateOptions extends KeyFileOptions, OutputOptions {
  readonly step: Step;
  readonly force?: boolean;
}

const ROTATE_HELP = `
The steps, in this order; after each of them the servers read the file again (SIGHUP, or a restart):
  add      puts a fresh key behind the others: it opens, and seals nothing yet
  promote  makes the newest key the first, which seals. Before that everybody who opens must have loaded it: bridge
           keys on both domains, cookie keys in every process, signing keys published for ten minutes
  retire   drops the keys that seal no longer, when nothing is about under them: ten minutes after the promotion,
           of cookie keys after --lifetime-days
docs/keys.md walks through it.`;

/** Adds the commands `keys rotate` and `keys list`. They speak with no server. */
export function addKeyFileCommands(keys: Command, io: CliIo): void {
  const step = new Option('--step <step>', 'which one').choices(STEPS).makeOptionMandatory();
  addCommand(keys, 'rotate', 'take one step of a rotation in a file of keys')
    .addOption(step)
    .option('--force', 'take the step although it may lose carts')
    .addHelpText('after', ROTATE_HELP)
    .action(async (_options: unknown, command: Command) => {
      await rotate(io, command.optsWithGlobals<RotateOptions>());
    });
  addCommand(keys, 'list', 'show what each key of a file does, and the next step').action(
    async (_options: unknown, command: Command) => {
      const options = command.optsWithGlobals<KeyFileOptions & OutputOptions>();
      const { entries } = await readFile(io, options).then(({ read }) => read);
      const { lines, json } = keyReport(entries, options, io.clock());
      writeReport(io, options, { lines, json: { kind: options.kind, ...json } });
    },
  );
}

function addCommand(keys: Command, name: string, description: string): Command {
  return keys
    .command(name)
    .description(description)
    .requiredOption('--file <file>', 'the file')
    .addOption(kindOption())
    .option('--lifetime-days <days>', 'how long cookies live: STATE_DAYS', parseDays, 30);
}

async function rotate(io: CliIo, options: RotateOptions): Promise<void> {
  const { step, file, kind, force = false } = options;
  const { text, read } = await readFile(io, options);
  const how = { now: io.clock(), force, ...waitsOf(options) };
  const entries = await takeStep(io, options, read.entries, how);
  const next = read.textWith(entries);
  // What no server takes is not written.
  await readKeys(next, kind);
  replace(io, file, text, next);
  const { lines, json } = keyReport(entries, options, how.now);
  const retired = kidsBeyond(read.entries, entries);
  const done = [doneLine(step, kidsBeyond(entries, read.entries), entries, retired)];
  const forced = force ? ['Forced: nobody has checked whether this loses carts.'] : [];
  writeReport(io, options, {
    lines: [...done, ...forced, ...lines],
    json: { kind, step, forced: force, retired, ...json },
  });
}

async function takeStep(
  { random, clock }: CliIo,
  { step, kind }: RotateOptions,
  entries: readonly KeyEntry[],
  how: StepOptions,
): Promise<readonly KeyEntry[]> {
  switch (step) {
    case 'add': {
      const { value } = await makeFreshKey(kind, { random, clock, name: '', scopes: '' });
      const [fresh] = (await readKeys(value, kind)).entries;
      return fresh ? addKey(entries, fresh, how) : entries;
    }
    case 'promote':
      return promoteKey(entries, how);
    case 'retire':
      return retireKeys(entries, how);
  }
}

function doneLine(
  step: Step,
  added: readonly string[],
  [first]: readonly KeyEntry[],
  retired: readonly string[],
): string {
  const what = {
    add: `Added ${added.join()}: it seals nothing yet.`,
    promote: `Promoted ${first?.kid}: it comes first now.`,
    retire: `Retired ${retired.join()}: what is still under it is refused.`,
  };
  return `${what[step]} Servers know of it when they have read the file again.`;
}

function kidsBeyond(some: readonly KeyEntry[], others: readonly KeyEntry[]): readonly string[] {
  const known = new Set(others.map(({ kid }) => kid));
  return some.map(({ kid }) => kid).filter((kid) => !known.has(kid));
}

/** @throws {UsageError} Without a file that a server would take. */
async function readFile(
  io: CliIo,
  { file, kind }: KeyFileOptions,
): Promise<{ text: string; read: KeyFileText }> {
  try {
    const text = io.readFile(file);
    return { text, read: await readKeys(text, kind) };
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    const why =
      code === undefined ? `holds no ${kind} keys: ${message}` : `cannot be read: ${code}`;
    throw new UsageError(`the file of --file ${why}`, { cause });
  }
}

/** @throws {Refused} Where it cannot be written, or is another one by now. */
function replace(io: CliIo, file: string, before: string, after: string): void {
  try {
    io.replaceFile(file, before, after);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (cause instanceof FileChanged) throw new Refused(safeText(cause.message), { cause });
    if (code === undefined) throw cause;
    throw new Refused(`the file of --file cannot be written: ${code}`, { cause });
  }
}

function parseDays(text: string): number {
  const days = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (days >= 1 && days <= 400) return days;
  throw new InvalidArgumentError('Expected whole days from 1 to 400.');
}
