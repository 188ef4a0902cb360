import { useCallback, useId, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import type { FolderView } from '#ipc/folder-view.ts';
import { useText } from '../../i18n/language-context.tsx';
import type { Route } from '../../state/route-context.tsx';
import { useNavigation } from '../../state/route-context.tsx';
import { findFolderCauses } from '../../state/folder-causes.ts';
import { useEscape } from '../../state/use-escape.ts';
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
  const list = useId();
  const menu = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  const close = useCallback(() => {
    // What is hidden keeps no focus. A view that appears takes it from here.
    menu.current?.focus();
    setOpen(false);
  }, []);
  useEscape(isOpen ? close : undefined);
  const total = AREAS.reduce((sum, [area]) => sum + countOpen(area, folders), 0);
  return (
    <nav className="bb-nav" aria-label={text('label')}>
      <div className="bb-nav__head">
        {heading}
        {/* Only where the window is narrow: there the list would take the room of the view. */}
        <button
          ref={menu}
          type="button"
          className="bb-nav__entry bb-nav__menu"
          aria-expanded={isOpen}
          aria-controls={list}
          onClick={() => setOpen(!isOpen)}
        >
          <span className="kern-icon bb-nav__icon kern-icon--dehaze" aria-hidden="true" />
          <span>{text('menu')}</span>
          {isOpen ? null : <OpenCount count={total} />}
        </button>
      </div>
      <ul id={list} className={isOpen ? 'bb-nav__list bb-nav__list--open' : 'bb-nav__list'}>
        {AREAS.map(([area, icon]) => {
          const count = countOpen(area, folders);
          return (
            <li key={area}>
              <button
                type="button"
                className="bb-nav__entry"
                aria-current={toArea(route) === area ? 'page' : undefined}
                onClick={() => {
                  if (isOpen) close();
                  go({ view: area });
                }}
              >
                <span className={`kern-icon bb-nav__icon ${icon}`} aria-hidden="true" />
                <span>{text(area)}</span>
                <OpenCount count={count} />
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

/** How much waits for a person. */
function OpenCount({ count }: { readonly count: number }): ReactNode {
  const text = useText(navigationMessages);
  if (count === 0) return null;
  return (
    <span className="bb-nav__count">
      <span aria-hidden="true">{count}</span>
      <span className="kern-sr-only">{text('open', { count })}</span>
    </span>
  );
}

function countOpen(area: Area, folders: readonly FolderView[]): number {
  const sum = (count: (folder: FolderView) => number): number =>
    folders.reduce((total, folder) => total + count(folder), 0);
  if (area === 'decisions') return sum(({ decisions, newFolders }) => decisions + newFolders);
  if (area === 'conflicts') return sum(({ conflicts }) => conflicts);
  return area === 'problems' ? findFolderCauses(folders).length + sum(({ problems }) => problems) : 0;
}
