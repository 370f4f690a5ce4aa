import { describe, expect, it } from '@jest/globals';
import {
  BRIDGE_MODES,
  type BridgeMode,
  CLIENT_KINDS,
  ENTRIES,
  type Entry,
  type ShopperEvent,
} from '../../shared/src/slas/situation.ts';
import { planFor } from '../../shared/src/slas.ts';
import { type Cell, playCell } from './cell-play.ts';

/** The cells of one event; some are played by several shoppers. */
export type CellTable = Readonly<Record<Entry, Readonly<Record<BridgeMode, readonly Cell[]>>>>;

/** A test for every cell of an event. Those that cannot occur are the ones that something else finds out later. */
export function describeCells(event: ShopperEvent, table: CellTable): void {
  describe(`${event}, on the wire`, () => {
    for (const entry of ENTRIES) {
      for (const mode of BRIDGE_MODES) {
        for (const client of CLIENT_KINDS) {
          for (const cell of table[entry][mode]) {
            const situation = { event, entry, mode, client };
            const by = cell.by === undefined ? '' : `, ${cell.by}`;
            it(`${entry}, ${mode}, ${client} client${by}`, async () => {
              const isPossible = planFor(situation).kind === 'plan';
              expect(isPossible).toBe(cell.cannotOccur !== true);
              await playCell(situation, cell);
            });
          }
        }
      }
    }
  });
}
