import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

const manifest = JSON.parse(
  readFileSync(new URL('../shared/package.json', import.meta.url), 'utf8'),
);
const doors = Object.keys(manifest.exports).filter((path) => path !== './package.json');

describe('the public surface', () => {
  it('has these doors and no others', () => {
    expect(doors.sort()).toEqual(
      [
        'admin',
        'errors',
        'express',
        'flows',
        'handoff',
        'invalidation',
        'memory',
        'peer',
        'session',
        'slas',
        'sqlite',
        'state',
      ].map((name) => `./${name}`),
    );
  });

  it.each(doors)('offers through %s what is listed, name by name', async (door) => {
    const names = Object.keys(await import(`domain-bridge/${door.slice(2)}`));
    expect(names.sort()).toMatchSnapshot();
  });
});
