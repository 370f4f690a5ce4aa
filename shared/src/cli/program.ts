import { Command } from 'commander';
import { addAuditCommand } from './audit-command.ts';
import { addChangeCommands } from './change-commands.ts';
import type { CliIo } from './cli-io.ts';
import { addDoctorCommand } from './doctor-command.ts';
import { EXIT } from './exit-code.ts';
import { addKeysCommand } from './keys-command.ts';

const HELP = `
Environment:
  CHECKOUT_ORIGIN      the checkout domain, where --checkout does not say it
  SHOPPING_ORIGIN      the shopping domain, for doctor
  DOMAIN_BRIDGE_TOKEN  the hook credential, where --token-file does not give it
  NODE_EXTRA_CA_CERTS  a certificate authority to believe besides the usual ones (Node.js)

Exit codes:
  ${EXIT.done}  done, or nothing to do
  ${EXIT.refused}  the server, or keys rotate, refused it; nothing has changed
  ${EXIT.usage}  wrong usage; nothing was sent
  ${EXIT.unreachable}  no answer, or none of this server; whether something has changed is not known
  ${EXIT.unhealthy}  doctor found a failure`;

/** The command line, ready to parse. Throws errors instead of ending the process. */
export function createProgram(io: CliIo, version: string): Command {
  const program = new Command('domain-bridge')
    .description('Ends sessions on both domains of a store, and looks after the two.')
    .version(version)
    .option('--checkout <origin>', 'the checkout domain; default: https://checkout.localhost:8443')
    .option('--token-file <file>', 'file that holds the hook credential')
    .option('--ca <file>', 'the only certificate authority to believe (PEM)')
    .option('--json', 'one JSON document on stdout; failures too, on stderr')
    .addHelpText('after', HELP)
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({ writeOut: io.stdout, writeErr: io.stderr, outputError: () => {} })
    .exitOverride();
  addChangeCommands(program, io);
  addAuditCommand(program, io);
  addKeysCommand(program, io);
  addDoctorCommand(program, io);
  return program;
}
