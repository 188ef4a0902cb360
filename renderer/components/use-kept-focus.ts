import { useEffect } from 'react';
import type { RefObject } from 'react';

const FOCUSABLE = [
  'a[href]',
  'button:not([disabled])',
  'input:not([disabled])',
  'select:not([disabled])',
  'textarea:not([disabled])',
  '[tabindex]:not([tabindex="-1"])',
].join(',');

/**
 * Keeps the place of whoever works by keyboard: when what has the focus goes away (a row that was restored, a button that
 * was for once), what has taken its place gets it, else the element before, else `fallback`.
 */
export function useKeptFocus(root: RefObject<HTMLElement | null>, fallback: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const area = root.current;
    if (area === null) return () => {};
    let focused: Element | undefined;
    let index = 0;
    const list = (): readonly HTMLElement[] => Array.from(area.querySelectorAll<HTMLElement>(FOCUSABLE));
    const note = ({ target }: FocusEvent): void => {
      // A list hands the focus on to a row as a whole. What the person had was a button: there is one in that row, too.
      if (focused?.isConnected === false && isRow(target)) {
        requestAnimationFrame(goOn);
        return;
      }
      focused = target instanceof HTMLElement ? target : undefined;
      index = list().findIndex((element) => element === focused);
    };
    // Whoever points somewhere has left by choice.
    const forget = (): void => {
      focused = undefined;
    };
    const observer = new MutationObserver(() => {
      if (focused === undefined) return;
      if (focused.isConnected) {
        index = list().findIndex((element) => element === focused);
        return;
      }
      // Later than whoever knows a better place, such as the title of the next step, or the button behind a dialog.
      requestAnimationFrame(goOn);
    });
    const goOn = (): void => {
      if (focused === undefined || focused.isConnected) return;
      const all = list();
      const next = index < 0 ? undefined : (all[index] ?? all.at(-1));
      const active = document.activeElement;
      if (active === document.body) (next ?? fallback.current)?.focus();
      else if (isRow(active)) {
        focused = active;
        if (next !== undefined && active.contains(next)) next.focus();
      }
    };
    area.addEventListener('focusin', note);
    document.addEventListener('pointerdown', forget, true);
    // Also dialogs, which stand outside: when one closes, what opened it may be gone.
    observer.observe(document.body, { childList: true, subtree: true });
    return () => {
      area.removeEventListener('focusin', note);
      document.removeEventListener('pointerdown', forget, true);
      observer.disconnect();
    };
  }, [root, fallback]);
}

function isRow(target: EventTarget | null): target is HTMLElement {
  return target instanceof HTMLElement && target.getAttribute('role') === 'row';
}
