import { get as getHttp } from 'node:http';
import { get as getHttps } from 'node:https';

/** Asks a server of this very container whether it is alive: exit code 0 if it answers 200, else 1. */
const url = new URL(process.argv[2] ?? '');
if (url.hostname !== '127.0.0.1') throw new TypeError('expected a URL on 127.0.0.1');

// Our own loopback: there is nobody else whose certificate it could be.
const options = { rejectUnauthorized: false, timeout: 4_000 };
const request = (url.protocol === 'https:' ? getHttps : getHttp)(url, options, (response) => {
  process.exit(response.statusCode === 200 ? 0 : 1);
});
request.on('timeout', () => request.destroy(new Error('no answer')));
request.on('error', () => process.exit(1));
