import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { RefObject } from 'react';
import type { TreeRow } from './tree-rows.ts';
import type { Viewport } from './visible-range.ts';
import { findLine, findVisibleRange, scrollToShow, sumHeights } from './visible-range.ts';

/** What a long list has to know to draw only the lines in sight. In CSS pixels. */
export interface LineHeights {
  /** Where each line begins, as far as it is known; the others are taken for as low as a line can be. */
  readonly offsets: Float64Array;
  /** The lines to be drawn: from `start`, before `end`. */
  readonly start: number;
  readonly end: number;
  /** Brings a line into sight, if need be in several steps: how tall those on the way are shows when they are drawn. */
  readonly reveal: (path: string) => void;
}

/** The elements of a list: what scrolls, a line that is as low as one can be, and what holds the lines that are drawn. */
export interface ListParts {
  readonly box: RefObject<HTMLElement | null>;
  readonly ruler: RefObject<HTMLElement | null>;
  readonly lines: RefObject<HTMLElement | null>;
}

interface View extends Viewport {
  readonly width: number;
  readonly lowest: number;
}

const NOTHING: View = { scrollTop: 0, height: 0, width: 0, lowest: 1 };
const NO_HEIGHTS: ReadonlyMap<string, number> = new Map();

/**
 * Measures the lines of a list when they are drawn, and keeps what can be seen where it is while those above it turn out
 * taller. Follows scrolling, the window, and the size of the text. `active`: the line that is meant by the keyboard.
 */
export function useLineHeights(rows: readonly TreeRow[], active: string | undefined, parts: ListParts): LineHeights {
  const { view, look, scrollTo } = useView(parts);
  const { scrollTop, height, width, lowest } = view;
  // In another width, or with larger letters, every line may be of another height.
  const key = `${width} ${lowest}`;
  const [known, setKnown] = useState({ key, heights: NO_HEIGHTS });
  const heights = known.key === key ? known.heights : NO_HEIGHTS;
  const offsets = useMemo(
    () => sumHeights(rows.map(({ directory }) => heights.get(directory.path) ?? lowest)),
    [rows, heights, lowest],
  );
  const { start, end } = findVisibleRange(offsets, { scrollTop, height });
  const wanted = useRef<string>(undefined);
  const first = useRef({ key, path: '' });
  useLayoutEffect(() => {
    if (first.current.key !== key) {
      // All heights are unknown again: what stood at the top stays there, and what the tree names comes back into sight.
      const index = rows.findIndex(({ directory }) => directory.path === first.current.path);
      first.current = { key, path: first.current.path };
      if (parts.box.current === document.activeElement) wanted.current = active;
      if (index > 0) {
        scrollTo(offsets[index] ?? 0);
        return;
      }
    }
    first.current = { key, path: rows[findLine(offsets, scrollTop)]?.directory.path ?? '' };
    const drawn = rows.slice(start, end);
    const next = readHeights(parts.lines.current, drawn, heights);
    if (next !== undefined) {
      setKnown({ key, heights: next });
      const above = drawn.slice(0, Math.max(0, findLine(offsets, scrollTop) - start));
      const grown = sumGrowth(above, { before: heights, after: next, lowest });
      if (grown !== 0) scrollTo(scrollTop + grown);
      return;
    }
    const index = rows.findIndex(({ directory }) => directory.path === wanted.current);
    const top = index < 0 ? scrollTop : scrollToShow(index, offsets, { scrollTop, height });
    // Less than a pixel is as near as it gets.
    if (Math.abs(top - scrollTop) < 1) wanted.current = undefined;
    else scrollTo(top);
  });
  const reveal = (path: string): void => {
    wanted.current = path;
    look();
  };
  return { offsets, start, end, reveal };
}

/** The heights with those of the lines that are drawn; undefined when all were known. */
function readHeights(
  lines: HTMLElement | null,
  drawn: readonly TreeRow[],
  known: ReadonlyMap<string, number>,
): ReadonlyMap<string, number> | undefined {
  const found = [...(lines?.children ?? [])].flatMap((line, index) => {
    const path = drawn[index]?.directory.path;
    const { height } = line.getBoundingClientRect();
    return path === undefined || height === 0 || known.get(path) === height ? [] : [[path, height] as const];
  });
  return found.length === 0 ? undefined : new Map([...known, ...found]);
}

interface Growth {
  readonly before: ReadonlyMap<string, number>;
  readonly after: ReadonlyMap<string, number>;
  readonly lowest: number;
}

/** By how much these lines are taller than they were taken for. */
function sumGrowth(rows: readonly TreeRow[], { before, after, lowest }: Growth): number {
  const heightIn = (heights: ReadonlyMap<string, number>, { directory }: TreeRow): number =>
    heights.get(directory.path) ?? lowest;
  return rows.reduce((sum, row) => sum + heightIn(after, row) - heightIn(before, row), 0);
}

/**
 * What can be seen, and how low a line can be. `look` measures it anew; `scrollTo` takes effect with the next drawing, when
 * the list is as tall as its lines are known to be.
 */
function useView({ box, ruler }: ListParts) {
  const [view, setView] = useState(NOTHING);
  const pending = useRef(false);
  const look = useCallback(() => {
    if (box.current === null || ruler.current === null || pending.current) return;
    const { scrollTop, clientHeight: height, clientWidth: width } = box.current;
    const next = { scrollTop, height, width, lowest: Math.max(1, ruler.current.getBoundingClientRect().height) };
    setView((before) => (isSame(before, next) ? before : next));
  }, [box, ruler]);
  const scrollTo = useCallback((scrollTop: number) => {
    pending.current = true;
    setView((before) => ({ ...before, scrollTop }));
  }, []);
  useLayoutEffect(look, [look]);
  useLayoutEffect(() => {
    if (!pending.current || box.current === null) return;
    pending.current = false;
    box.current.scrollTop = view.scrollTop;
  }, [box, view]);
  useEffect(() => {
    const [element, line] = [box.current, ruler.current];
    if (element === null || line === null) return undefined;
    const observer = new ResizeObserver(look);
    observer.observe(element);
    observer.observe(line);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, [box, ruler, look]);
  return { view, look, scrollTo };
}

function isSame(a: View, b: View): boolean {
  return a.scrollTop === b.scrollTop && a.height === b.height && a.width === b.width && a.lowest === b.lowest;
}
