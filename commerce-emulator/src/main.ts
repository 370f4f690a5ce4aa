import { createServer } from 'node:http';
import { createApp, createPlatform } from './app.ts';
import { ConfigError, type EmulatorConfig, parseConfig } from './config.ts';

try {
  serve(parseConfig(process.env));
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

function serve({ host, origin, port }: EmulatorConfig): void {
  const server = createServer(createApp({ platform: createPlatform(), origin }));
  server.once('error', (error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  });
  server.listen(port, host, () => process.stdout.write(`listening on ${origin}\n`));
  const stop = () => {
    server.close();
    // Nothing here outlives the process, so nobody is waited for: a fault may never answer.
    server.closeAllConnections();
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, stop);
}
