import { describe, expect, it } from '@jest/globals';
import { createLiveKeys } from 'domain-bridge/handoff';
import { ConfigError } from '../config/config-error.ts';
import { createKeySource, reloadKeys } from './key-source.ts';

interface NamedKey {
  readonly kid: string;
}

const named = (...kids: readonly string[]) => ({
  keys: kids.map((kid) => ({ kid })) as unknown as readonly [NamedKey, ...NamedKey[]],
});
const refuse = (problem: string) => () => {
  throw new ConfigError([problem]);
};

function twoSources(read: { bridge: () => { keys: readonly [NamedKey, ...NamedKey[]] } }) {
  const [bridge, cookie] = [createLiveKeys(named('b1')), createLiveKeys(named('c1'))];
  const sources = [
    createKeySource('cookie', cookie, () => named('c2', 'c1')),
    createKeySource('bridge', bridge, () => read.bridge()),
  ];
  const kids = () => [bridge, cookie].map(({ keys }) => keys.map(({ kid }) => kid).join());
  return { sources, kids };
}

describe('a reload', () => {
  it('puts all keys in use, and names them by what they are for', async () => {
    const { sources, kids } = twoSources({ bridge: () => named('b2') });
    expect(await reloadKeys(sources)).toEqual({ bridge: ['b2'], cookie: ['c2', 'c1'] });
    expect(kids()).toEqual(['b2', 'c2,c1']);
  });

  it('leaves everything as it was when one file is wrong', async () => {
    const { sources, kids } = twoSources({ bridge: refuse('BRIDGE_KEYS_FILE is wrong') });
    await expect(reloadKeys(sources)).rejects.toThrow('BRIDGE_KEYS_FILE is wrong');
    expect(kids()).toEqual(['b1', 'c1']);
  });

  it('tells every problem at once', async () => {
    const live = createLiveKeys(named('x'));
    const sources = [
      createKeySource('bridge', live, refuse('one')),
      createKeySource('cookie', live, refuse('two')),
    ];
    await expect(reloadKeys(sources)).rejects.toMatchObject({ problems: ['one', 'two'] });
  });
});
