import type { BegunSetUp, Route, SetUpRoute } from '../state/route-context.tsx';

/** Where a window begins, and where the end of a set-up leads. */
export const OVERVIEW: Route = { view: 'overview' };

/** Where a window is when a set-up has ended: that may be the late answer of a server, and a person at something else. Pure. */
export function leaveSetUp(route: Route): Route {
  return route.view === 'set-up' ? OVERVIEW : route;
}

/** True when what stands in the view stays as it is on the way there: only another part of it is shown. Pure. */
export function isSameView(here: Route, next: Route): boolean {
  if (here.view === 'selection' && next.view === 'selection') return here.folderId === next.folderId;
  return here.view === next.view;
}

/**
 * What is begun once a window goes to another place: a set-up waits until it is done or another one is begun. It is the
 * same one for whoever comes the same way again, or for the account that it has got to. Pure.
 */
export function followWith(begun: BegunSetUp | undefined, next: Route): BegunSetUp | undefined {
  if (next.view !== 'set-up') return begun?.isDone === true ? undefined : begun;
  return begun !== undefined && isSame(begun, next) ? begun : { route: next, number: (begun?.number ?? 0) + 1 };
}

function isSame({ route, accountId }: BegunSetUp, next: SetUpRoute): boolean {
  if (next.accountId !== undefined) return next.accountId === (accountId ?? route.accountId);
  // Who has signed in and wants another account means one more.
  if (next.isNewAccount === true && accountId !== undefined) return false;
  return (
    route.accountId === undefined && route.signInAgain === next.signInAgain && route.isNewAccount === next.isNewAccount
  );
}
