import { describe, expect, it } from '@jest/globals';
import { actorOf, applyAll, newState } from '../../../test/support/state-builder.ts';
import { addToLine, removeLines } from './operations.ts';
import { mergeIn, onState } from './replica.ts';

const A = actorOf(1);
const B = actorOf(2);
const empty = { state: newState(), actor: null, endedSid: null };
const withMug = onState(addToLine({ sku: 'mug' }, 1))(empty, A);

describe('a change of the state', () => {
  it('keeps the actor that wrote, for the next write', () => {
    expect(withMug.actor).toBe(A);
  });

  it('keeps no actor that has written nothing', () => {
    const copied = { ...withMug, actor: null };
    expect(onState(removeLines(['mug']))(copied, B).actor).toBeNull();
  });

  it('is none when the operation changes nothing', () => {
    expect(onState(removeLines(['rug']))(withMug, B)).toBe(withMug);
  });
});

describe('an arrival', () => {
  it('leaves the actor its pen when it knows no more of it than we do', () => {
    const theirs = applyAll(withMug.state, B, addToLine({ sku: 'rug' }, 1));
    expect(mergeIn(theirs)(withMug, A)).toMatchObject({ actor: A });
  });

  it('takes the pen from an actor of ours that it knows later writes of: our store went back in time', () => {
    const theirs = applyAll(withMug.state, A, addToLine({ sku: 'rug' }, 1));
    const merged = mergeIn(theirs)(withMug, A);
    expect([merged.actor, [...merged.state.lines.keys()]]).toEqual([null, ['mug', 'rug']]);
  });

  it('is no change when it brings nothing new', () => {
    expect(mergeIn(withMug.state)(withMug, A)).toBe(withMug);
    expect(mergeIn(newState())(withMug, A)).toBe(withMug);
  });
});
