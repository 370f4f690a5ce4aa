import { afterEach } from '@jest/globals';
import { HybridShopper } from './hybrid-shopper.ts';
import { type SlasWorld, type SlasWorldOptions, startSlasWorld } from './slas-world.ts';

/** Gives every test of a file worlds of its own, and stops them after it. */
export function slasStage(): (options?: SlasWorldOptions) => Promise<HybridShopper> {
  const worlds: SlasWorld[] = [];
  afterEach(async () => {
    for (const world of worlds.splice(0)) await world.close();
  });
  return async function start(options = {}) {
    const world = await startSlasWorld(options);
    worlds.push(world);
    return new HybridShopper(world);
  };
}
