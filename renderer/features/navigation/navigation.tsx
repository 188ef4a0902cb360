import type { ReactNode } from 'react';
import type { FolderView } from '#ipc/folder-view.ts';
import { useText } from '../../i18n/language-context.tsx';
import type { Route } from '../../state/route-context.tsx';
import { useNavigation } from '../../state/route-context.tsx';
import { findFolderCauses } from '../../state/folder-causes.ts';
import { useFolders } from '../../state/use-folders.ts';
import { navigationMessages } from './messages.ts';
import { QuitEntry } from './quit-entry.tsx';

type Area = Exclude<Route['view'], 'set-up' | 'selection' | 'why'>;

/** In the order that they are shown in, each with the class of its icon. */
const AREAS: readonly (readonly [area: Area, icon: string])[] = [
  ['overview', 'kern-icon--home'],
  ['decisions', 'kern-icon--help'],
  ['conflicts', 'kern-icon--content-copy'],
  ['problems', 'kern-icon--warning'],
  ['activity', 'bb-nav__icon--activity'],
  ['kept', 'bb-nav__icon--kept'],
  ['settings', 'bb-nav__icon--settings'],
  ['about', 'kern-icon--info'],
];

/** Under which area a view lies: those without an entry of their own belong to one that has. */
function toArea(route: Route): Area {
  if (route.view === 'set-up' || route.view === 'selection') return 'overview';
  return route.view === 'why' ? 'problems' : route.view;
}

/** The way to all areas, with the number of what waits for a person in each, and out of the program. */
export function NavigationList({ heading }: { readonly heading: ReactNode }): ReactNode {
  const text = useText(navigationMessages);
  const { route, go } = useNavigation();
  const folders = useFolders();
  return (
    <nav className="bb-nav" aria-label={text('label')}>
      {heading}
      <ul>
        {AREAS.map(([area, icon]) => {
          const count = countOpen(area, folders);
          return (
            <li key={area}>
              <button
                type="button"
                className="bb-nav__entry"
                aria-current={toArea(route) === area ? 'page' : undefined}
                onClick={() => go({ view: area })}
              >
                <span className={`kern-icon bb-nav__icon ${icon}`} aria-hidden="true" />
                <span>{text(area)}</span>
                {count === 0 ? null : (
                  <span className="bb-nav__count">
                    <span aria-hidden="true">{count}</span>
                    <span className="kern-sr-only">{text('open', { count })}</span>
                  </span>
                )}
              </button>
            </li>
          );
        })}
        <li className="bb-nav__end">
          <QuitEntry />
        </li>
      </ul>
    </nav>
  );
}

function countOpen(area: Area, folders: readonly FolderView[]): number {
  const sum = (count: (folder: FolderView) => number): number =>
    folders.reduce((total, folder) => total + count(folder), 0);
  if (area === 'decisions') return sum(({ decisions, newFolders }) => decisions + newFolders);
  if (area === 'conflicts') return sum(({ conflicts }) => conflicts);
  return area === 'problems' ? findFolderCauses(folders).length + sum(({ problems }) => problems) : 0;
}
