import { describe, expect, it } from 'vitest';
import { findLine, findVisibleRange, scrollToShow, sumHeights } from './visible-range.ts';

/** Three lines of 10, 30 and 20 pixels. */
const THREE = sumHeights([10, 30, 20]);

describe('lines of different heights', () => {
  it('begin where those above them end', () => {
    expect([...THREE]).toEqual([0, 10, 40, 60]);
    expect([...sumHeights([])]).toEqual([0]);
  });

  it.each([
    [0, 0],
    [9.9, 0],
    [10, 1],
    [39, 1],
    [40, 2],
    [999, 2],
    [-5, 0],
  ])('are found at %d pixels from the top: line %d', (top, line) => {
    expect(findLine(THREE, top)).toBe(line);
  });
});

describe('the lines that are drawn', () => {
  const many = sumHeights(Array.from({ length: 10_000 }, () => 20));

  it('are those in sight, and some around', () => {
    expect(findVisibleRange(many, { scrollTop: 1_000, height: 100 })).toEqual({ start: 42, end: 64 });
  });

  it('are a bounded number at both ends of ten thousand', () => {
    expect(findVisibleRange(many, { scrollTop: 0, height: 100 })).toEqual({ start: 0, end: 14 });
    expect(findVisibleRange(many, { scrollTop: 200_000, height: 100 })).toEqual({ start: 9_991, end: 10_000 });
  });

  it('are none of an empty list', () => {
    expect(findVisibleRange(sumHeights([]), { scrollTop: 0, height: 100 })).toEqual({ start: 0, end: 0 });
  });
});

describe('a line that shall be seen', () => {
  it('is scrolled to by as little as possible', () => {
    expect(scrollToShow(0, THREE, { scrollTop: 15, height: 30 })).toBe(0);
    expect(scrollToShow(1, THREE, { scrollTop: 5, height: 40 })).toBe(5);
    expect(scrollToShow(2, THREE, { scrollTop: 5, height: 40 })).toBe(20);
  });

  it('is shown from its beginning when it is taller than what can be seen', () => {
    expect(scrollToShow(1, THREE, { scrollTop: 0, height: 25 })).toBe(10);
  });
});
