import { useCallback, useMemo, useState } from 'react';
import type { Navigation, Route, SetUpRoute } from '../state/route-context.tsx';

/** Where the window is; it begins with the overview. Another set-up takes the place of one that was begun. */
export function useRoute(): Navigation {
  const [route, setRoute] = useState<Route>({ view: 'overview' });
  const [begun, setBegun] = useState<SetUpRoute>();
  const go = useCallback((next: Route) => {
    if (next.view === 'set-up') setBegun(next);
    setRoute(next);
  }, []);
  const endSetUp = useCallback(() => {
    setBegun(undefined);
    setRoute({ view: 'overview' });
  }, []);
  return useMemo(() => ({ route, go, begun, endSetUp }), [route, go, begun, endSetUp]);
}
