import type { FuzzTarget } from './fuzz-target.ts';
import { BrokenProperty, hold } from './properties.ts';

const PROTOTYPES = [Object, Array, String, Number, Map, Uint8Array, Function].map(
  ({ prototype }) => ({ prototype, names: Reflect.ownKeys(prototype).length }),
);

/** Runs a target on one input, and looks whether anything was left behind that all objects share. */
export async function runCheck(target: FuzzTarget, input: string): Promise<void> {
  try {
    await target.check(input);
  } catch (error) {
    if (error instanceof BrokenProperty) throw error;
    throw new BrokenProperty(`threw ${String(error)}`, { cause: error });
  }
  for (const { prototype, names } of PROTOTYPES) {
    hold(Reflect.ownKeys(prototype).length === names, 'changed a prototype');
  }
}
