import { useEffect, useRef } from 'react';
import { useDesktop } from './desktop-context.tsx';

/** Several changes of one moment are one reason to look, in ms. */
const GATHER_MS = 1_000;

/** So often, in ms, for what nobody tells of, such as the lock of a colleague. */
const LOOK_EVERY_MS = 30_000;

/**
 * Calls `follow` when something in a sync folder has changed, at once when `told` is another than before (what a window
 * hears of the folder anyway), and from time to time, as long as the window can be seen. `follow` must be stable;
 * undefined: not now.
 */
export function useFollowing(folderId: string, told: string, follow: (() => void) | undefined): void {
  const { store } = useDesktop();
  const known = useRef(told);
  useEffect(() => {
    const isNew = known.current !== told;
    known.current = told;
    // Who shows the window again looks anew.
    if (isNew && document.visibilityState === 'visible') follow?.();
  }, [told, follow]);
  useEffect(() => {
    if (follow === undefined) return undefined;
    let gathering: ReturnType<typeof setTimeout> | undefined;
    // Who shows the window again looks anew.
    const look = (): void => {
      if (document.visibilityState === 'visible') follow();
    };
    const gather = (): void => {
      gathering ??= setTimeout(() => {
        gathering = undefined;
        look();
      }, GATHER_MS);
    };
    const looking = setInterval(look, LOOK_EVERY_MS);
    document.addEventListener('visibilitychange', look);
    const forget = store.onChange((change) => {
      // Transfers are followed by themselves, from moment to moment.
      const isHere = change.kind === 'list-changed' && change.folderId === folderId && change.list !== 'transfers';
      if (isHere) gather();
    });
    return () => {
      clearTimeout(gathering);
      clearInterval(looking);
      document.removeEventListener('visibilitychange', look);
      forget();
    };
  }, [store, folderId, follow]);
}
