import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Leaving } from '../state/leaving-context.tsx';
import type { BegunSetUp, Navigation, Route } from '../state/route-context.tsx';
import { followWith, isSameView, leaveSetUp, OVERVIEW } from './begun-set-up.ts';

/**
 * Where the window is; it begins with the overview. Another set-up takes the place of one that was begun. No way leads out
 * of a view whose forms are unsaved without a question.
 */
export function useRoute({ leave }: Leaving): Navigation {
  const [route, setRoute] = useState(OVERVIEW);
  const [begun, setBegun] = useState<BegunSetUp>();
  const here = useRef(route);
  useEffect(() => {
    here.current = route;
  }, [route]);
  const go = useCallback(
    (next: Route) => {
      const follow = (): void => {
        setBegun((before) => followWith(before, next));
        setRoute(next);
      };
      if (isSameView(here.current, next)) follow();
      else leave(follow);
    },
    [leave],
  );
  const noteSetUp = useCallback<Navigation['noteSetUp']>((note) => {
    setBegun((before) => (before === undefined ? undefined : { ...before, ...note }));
  }, []);
  const endSetUp = useCallback(() => {
    setBegun(undefined);
    setRoute(leaveSetUp);
  }, []);
  return useMemo(() => ({ route, go, begun, noteSetUp, endSetUp }), [route, go, begun, noteSetUp, endSetUp]);
}
