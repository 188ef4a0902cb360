import { expect, it } from 'vitest';
import { findVisibleRange, scrollToShow } from './visible-range.ts';

const HEIGHT = { height: 400, rowHeight: 40 };

it('draws what can be seen and a few lines beyond, never more', () => {
  expect(findVisibleRange(10_000, { ...HEIGHT, scrollTop: 0 })).toEqual({ start: 0, end: 19 });
  expect(findVisibleRange(10_000, { ...HEIGHT, scrollTop: 4_000 })).toEqual({ start: 92, end: 119 });
  expect(findVisibleRange(10_000, { ...HEIGHT, scrollTop: 399_600 })).toEqual({ start: 9_982, end: 10_000 });
});

it('draws all of a short list, and nothing of an empty one', () => {
  expect(findVisibleRange(3, { ...HEIGHT, scrollTop: 0 })).toEqual({ start: 0, end: 3 });
  expect(findVisibleRange(0, { ...HEIGHT, scrollTop: 0 })).toEqual({ start: 0, end: 0 });
});

it('draws what there is when the list has become shorter than where it was scrolled to', () => {
  expect(findVisibleRange(5, { ...HEIGHT, scrollTop: 4_000 })).toEqual({ start: 5, end: 5 });
});

it('scrolls no further than to see the line as a whole', () => {
  const shown = [0, 2, 9, 10, 100].map((index) => scrollToShow(index, { ...HEIGHT, scrollTop: 80 }));

  expect(shown).toEqual([0, 80, 80, 80, 3_640]);
});
