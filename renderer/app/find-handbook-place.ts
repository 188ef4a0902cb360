import type { HandbookAnchor } from '#ipc/handbook.ts';
import type { Route } from '../state/route-context.tsx';

/** Where the handbook speaks of a view. Pure. */
export function findHandbookPlace(route: Route): HandbookAnchor {
  switch (route.view) {
    case 'overview':
    case 'set-up':
    case 'decisions':
    case 'problems':
    case 'why':
    case 'activity':
      return route.view;
    case 'selection':
      return 'choose-folders';
    case 'conflicts':
      return 'two-versions';
    case 'kept':
      return 'kept-files';
    case 'settings':
      return route.part === 'proxy' ? 'proxy' : 'settings';
    case 'about':
      return 'help';
    default:
      return route satisfies never;
  }
}
