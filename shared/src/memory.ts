/** Door `domain-bridge/memory`: every store in this process's memory, for tests and trials. */

export { createMemoryFlightStore } from './memory/flight-store.ts';
export { createMemoryKeptShopperStore } from './memory/kept-shopper-store.ts';
export { createMemoryOrderedDotStore } from './memory/ordered-dot-store.ts';
export { createMemoryParkedStore } from './memory/parked-store.ts';
export { createMemoryReplayStore } from './memory/replay-store.ts';
export { createMemorySessions, type MemorySessions } from './memory/session-store.ts';
export { createMemorySettlementStore } from './memory/settlement-store.ts';
export { createMemoryStateStore } from './memory/state-store.ts';
