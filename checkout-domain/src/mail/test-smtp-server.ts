import { createServer, type Server, type Socket } from 'node:net';
import { createInterface } from 'node:readline';

/** A mail server of a test: takes what it is given, or answers one command as it is told. */
export interface TestSmtpServer {
  readonly port: number;
  /** What clients said, without the messages. */
  readonly commands: string[];
  /** The messages, as they came. */
  readonly messages: string[];
  close(): Promise<void>;
}

/** @param refusals Command → answer, e.g. `{ RCPT: '550 no such user' }`. */
export async function startSmtpServer(
  refusals: Readonly<Record<string, string>> = {},
): Promise<TestSmtpServer> {
  const commands: string[] = [];
  const messages: string[] = [];
  const server = createServer((socket) => converse(socket, { commands, messages, refusals }));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: portOf(server), commands, messages, close: () => close(server) };
}

interface Conversation extends Pick<TestSmtpServer, 'commands' | 'messages'> {
  readonly refusals: Readonly<Record<string, string>>;
}

const ANSWERS: Readonly<Record<string, string>> = {
  EHLO: '250-test\r\n250 AUTH PLAIN',
  AUTH: '235 welcome',
  DATA: '354 go on',
  QUIT: '221 bye',
};

function converse(socket: Socket, { commands, messages, refusals }: Conversation): void {
  const say = (line: string) => socket.write(`${line}\r\n`);
  let message: string[] | null = null;
  socket.on('error', () => {});
  createInterface({ input: socket }).on('line', (line) => {
    if (message && line !== '.') return void message.push(line);
    if (message) {
      messages.push(message.join('\n'));
      message = null;
      return void say('250 taken');
    }
    commands.push(line);
    const verb = line.split(' ')[0] ?? '';
    if (verb === 'DATA' && !refusals.DATA) message = [];
    say(refusals[verb] ?? ANSWERS[verb] ?? '250 ok');
    if (verb === 'QUIT') socket.end();
  });
  say('220 test');
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}
