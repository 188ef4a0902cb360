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
      const follow = (arrive: (now: Route) => Route): void => {
        setBegun((before) => followWith(before, next));
        setRoute(arrive);
      };
      if (isSameView(here.current, next)) follow(() => next);
      else leave(() => follow((now) => arriveLate(now, next)));
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

/**
 * Who goes to the overview while a form is being saved may be led there by that form first, with what the overview has to
 * tell of it.
 */
function arriveLate(now: Route, next: Route): Route {
  return now.view === 'overview' && next.view === 'overview' ? now : next;
}
