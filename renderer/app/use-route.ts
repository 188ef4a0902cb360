import { useCallback, useMemo, useState } from 'react';
import type { BegunSetUp, Navigation, Route } from '../state/route-context.tsx';
import { followWith, leaveSetUp, OVERVIEW } from './begun-set-up.ts';

/** Where the window is; it begins with the overview. Another set-up takes the place of one that was begun. */
export function useRoute(): Navigation {
  const [route, setRoute] = useState(OVERVIEW);
  const [begun, setBegun] = useState<BegunSetUp>();
  const go = useCallback((next: Route) => {
    setBegun((before) => followWith(before, next));
    setRoute(next);
  }, []);
  const noteSetUp = useCallback<Navigation['noteSetUp']>((note) => {
    setBegun((before) => (before === undefined ? undefined : { ...before, ...note }));
  }, []);
  const endSetUp = useCallback(() => {
    setBegun(undefined);
    setRoute(leaveSetUp);
  }, []);
  return useMemo(() => ({ route, go, begun, noteSetUp, endSetUp }), [route, go, begun, noteSetUp, endSetUp]);
}
