import { describe, expect, it } from '@jest/globals';
import { parseConfig } from './config.ts';

describe('parseConfig', () => {
  it('listens on port 8090 of this machine', () => {
    expect(parseConfig({})).toEqual({
      host: '127.0.0.1',
      port: 8090,
      origin: 'http://127.0.0.1:8090',
    });
  });

  it('derives the origin from host and port, unless there is one', () => {
    expect(parseConfig({ EMULATOR_PORT: '80', EMULATOR_HOST: '::1' }).origin).toBe('http://[::1]');
    expect(parseConfig({ EMULATOR_ORIGIN: 'https://commerce.localhost' }).origin).toBe(
      'https://commerce.localhost',
    );
  });

  it('says everything that is wrong at once', () => {
    const environment = {
      EMULATOR_PORT: '80x',
      EMULATOR_HOST: 'a b',
      EMULATOR_ORIGIN: 'http://a/path',
    };
    expect(() => parseConfig(environment)).toThrow(
      [
        'EMULATOR_HOST expected a host name or an address',
        'EMULATOR_PORT expected a whole number from 0 to 65535',
        'EMULATOR_ORIGIN expected an http or https origin without a path',
      ].join('\n'),
    );
    expect(() => parseConfig({ EMULATOR_PORT: '65536' })).toThrow('EMULATOR_PORT');
  });
});
