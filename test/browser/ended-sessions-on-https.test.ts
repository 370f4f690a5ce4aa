import { it } from '@jest/globals';
import { describeInChromium } from './chromium-suite.ts';
import { ENDED_STORY, endedStory } from './ended-story.ts';
import { type HookedStore, startHookedStore } from './hooked-store.ts';
import { WAYS } from './ways-to-end.ts';

describeInChromium<HookedStore>(
  'with the shop on https, two browsers of one user and a third of another, when sessions end by',
  { start: () => startHookedStore({ shoppingScheme: 'https' }) },
  (suite) => {
    it.each(WAYS)(ENDED_STORY, endedStory(suite));
  },
);
