/** The part of a list that can be seen. In CSS pixels. */
export interface Viewport {
  readonly scrollTop: number;
  readonly height: number;
}

/** Lines beyond both ends that are drawn, too, so that nobody sees them come. */
const SPARE_ROWS = 8;

/** Where each line begins, and behind the last one where all end. Pure. */
export function sumHeights(heights: readonly number[]): Float64Array {
  const offsets = new Float64Array(heights.length + 1);
  for (const [index, height] of heights.entries()) offsets[index + 1] = (offsets[index] ?? 0) + height;
  return offsets;
}

/** The lines to be drawn: from `start`, before `end`. A bounded number, however long the list is. Pure. */
export function findVisibleRange(
  offsets: Float64Array,
  { scrollTop, height }: Viewport,
): { readonly start: number; readonly end: number } {
  const count = offsets.length - 1;
  const first = findLine(offsets, scrollTop);
  const last = findLine(offsets, scrollTop + height);
  return { start: Math.max(0, first - SPARE_ROWS), end: Math.min(count, last + 1 + SPARE_ROWS) };
}

/** The line at a distance from the top; the last one below all. Pure. */
export function findLine(offsets: Float64Array, top: number): number {
  let [low, high] = [0, Math.max(0, offsets.length - 2)];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((offsets[middle] ?? 0) <= top) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Where to scroll so that a line can be seen whole, from its beginning when it is too tall; where it is now when it can. Pure. */
export function scrollToShow(index: number, offsets: Float64Array, { scrollTop, height }: Viewport): number {
  const [top, bottom] = [offsets[index] ?? 0, offsets[index + 1] ?? 0];
  if (top < scrollTop) return top;
  return bottom > scrollTop + height ? Math.min(top, bottom - height) : scrollTop;
}
