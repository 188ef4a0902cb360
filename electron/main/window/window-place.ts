import type { WindowBounds } from '../shell-memory.ts';

/** A part of the desk that a screen shows, in the same units as windows; other ones may lie beside it. */
export interface WorkArea {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** So much of its top must be seen that a person can get hold of a window. */
const GRIP_WIDTH = 100;
const GRIP_HEIGHT = 30;

/**
 * How large a window is made, and where: where it was, if a screen still shows that. Whoever takes the computer from
 * its desk must not look for a window on a screen that is not there. Pure.
 */
export function keepInSight(bounds: WindowBounds | undefined, workAreas: readonly WorkArea[]): Partial<WindowBounds> {
  if (bounds === undefined) return {};
  const { width, height } = bounds;
  return workAreas.some((area) => isGripIn(bounds, area)) ? bounds : { width, height };
}

function isGripIn({ x, y, width }: WindowBounds, area: WorkArea): boolean {
  const seen = Math.min(x + width, area.x + area.width) - Math.max(x, area.x);
  return seen >= GRIP_WIDTH && y >= area.y && y + GRIP_HEIGHT <= area.y + area.height;
}
