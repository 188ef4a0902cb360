import { expect, it } from 'vitest';
import { keepInSight } from './window-place.ts';

const laptop = { x: 0, y: 0, width: 1_366, height: 728 };
const beside = { x: 1_366, y: 0, width: 1_920, height: 1_040 };

it.each([
  ['where it was', { x: 100, y: 50, width: 960, height: 700 }, [laptop], { x: 100, y: 50, width: 960, height: 700 }],
  [
    'on the second screen',
    { x: 1_500, y: 0, width: 960, height: 700 },
    [laptop, beside],
    { x: 1_500, y: 0, width: 960, height: 700 },
  ],
  [
    'anywhere on the first when the second is gone',
    { x: 1_500, y: 0, width: 960, height: 700 },
    [laptop],
    { width: 960, height: 700 },
  ],
  [
    'anywhere when hardly anything of it would be seen',
    { x: 1_340, y: 50, width: 960, height: 700 },
    [laptop],
    { width: 960, height: 700 },
  ],
  [
    'anywhere when nobody could get hold of its top',
    { x: 100, y: -300, width: 960, height: 700 },
    [laptop],
    { width: 960, height: 700 },
  ],
  ['anywhere while no screen is known', { x: 100, y: 50, width: 960, height: 700 }, [], { width: 960, height: 700 }],
])('a window comes back %s', (...[, bounds, workAreas, expected]) => {
  expect(keepInSight(bounds, workAreas)).toEqual(expected);
});

it('a window that nobody has moved yet has no place to come back to', () => {
  expect(keepInSight(undefined, [laptop])).toEqual({});
});
