import { useLayoutEffect, useState } from 'react';

/** What stays in sight at the end of a view takes at most this part of the window. */
const MAX_SHARE = 1 / 4;

/**
 * True while what an element holds is low enough to stay in sight all the time: of a low window, or one with large letters,
 * it would leave too little. What stands around its content counts for nothing, because it depends on the answer.
 */
export function useShortEnd(end: HTMLElement | null): boolean {
  const [isShort, setShort] = useState(true);
  useLayoutEffect(() => {
    if (end === null) return undefined;
    const measure = (): void => {
      const content = document.createRange();
      content.selectNodeContents(end);
      setShort(content.getBoundingClientRect().height <= window.innerHeight * MAX_SHARE);
    };
    const sizes = new ResizeObserver(measure);
    const parts = new MutationObserver(() => {
      for (const child of end.children) sizes.observe(child);
      measure();
    });
    parts.observe(end, { childList: true });
    for (const child of end.children) sizes.observe(child);
    window.addEventListener('resize', measure);
    measure();
    return () => {
      sizes.disconnect();
      parts.disconnect();
      window.removeEventListener('resize', measure);
    };
  }, [end]);
  return isShort;
}
