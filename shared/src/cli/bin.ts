#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { systemClock } from '../core/clock.ts';
import { systemRandom } from '../core/random.ts';
import { EXIT } from './exit-code.ts';
import { main } from './main.ts';
import { createNodeFetch } from './node-fetch.ts';
import { replaceFile } from './replace-file.ts';

process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
  // Whoever reads us has read enough, as in `domain-bridge audit --follow | head`.
  process.exit(code === 'EPIPE' ? EXIT.done : EXIT.unreachable);
});

process.exitCode = await main(process.argv.slice(2), {
  stdin: process.stdin,
  stdout: (text) => process.stdout.write(text),
  stderr: (text) => process.stderr.write(text),
  env: process.env,
  readFile: (path) => readFileSync(path, 'utf8'),
  replaceFile,
  openFetch: createNodeFetch,
  sleep: (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000)),
  deadline: (seconds) => AbortSignal.timeout(seconds * 1000),
  clock: systemClock,
  random: systemRandom,
});
