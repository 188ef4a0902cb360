/** A list whose lines all have one height, and the part of it that can be seen. In CSS pixels. */
export interface Viewport {
  readonly scrollTop: number;
  readonly height: number;
  readonly rowHeight: number;
}

/** Lines beyond both ends that are drawn, too, so that nobody sees them come. */
const SPARE_ROWS = 8;

/** The lines to be drawn: from `start`, before `end`. A bounded number, however long the list is. Pure. */
export function findVisibleRange(
  count: number,
  { scrollTop, height, rowHeight }: Viewport,
): { readonly start: number; readonly end: number } {
  const first = Math.floor(scrollTop / rowHeight);
  const start = Math.min(Math.max(0, first - SPARE_ROWS), count);
  return { start, end: Math.min(count, first + Math.ceil(height / rowHeight) + 1 + SPARE_ROWS) };
}

/** Where to scroll so that a line can be seen whole; where it is now when it can be seen already. Pure. */
export function scrollToShow(index: number, { scrollTop, height, rowHeight }: Viewport): number {
  const top = index * rowHeight;
  if (top < scrollTop) return top;
  return top + rowHeight > scrollTop + height ? top + rowHeight - height : scrollTop;
}
