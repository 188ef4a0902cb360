import { createContext, useContext } from 'react';
import type { WindowView } from '#ipc/window-event.ts';

/** A part of the settings that a person may come for. */
export type SettingsPart = 'proxy' | 'excludes' | 'diagnostics';

/** The pattern that keeps an item of a sync folder out. */
export interface WantedPattern {
  readonly folderId: string;
  readonly pattern: string;
}

/** What a person has just chosen for a sync folder: directories that come to this computer, and that leave it. */
export interface NewChoice {
  readonly folderId: string;
  readonly comes: readonly string[];
  readonly leaves: readonly string[];
  readonly atMs: number;
}

/** Where a person is. */
export type Route =
  | { readonly view: Exclude<WindowView, 'help' | 'overview' | 'settings' | 'conflicts'> | 'kept' }
  /** Files in two versions; of one sync folder, and one of them opened, when a person comes for it. */
  | { readonly view: 'conflicts'; readonly folderId?: string; readonly conflictId?: string }
  /** All sync folders; `chosen`: what has just been chosen for one of them. */
  | { readonly view: 'overview'; readonly chosen?: NewChoice }
  /** All settings; `part` takes the focus, and `pattern` is shown where it stands among the patterns. */
  | { readonly view: 'settings'; readonly part?: SettingsPart; readonly pattern?: WantedPattern | undefined }
  /**
   * From an address to a running sync; with `accountId` from where the sign-in of that account has ended, with
   * `isNewAccount` from the address although there are accounts. Or, with `signInAgain`, the sign-in alone.
   */
  | {
      readonly view: 'set-up';
      readonly signInAgain?: string;
      readonly accountId?: string;
      readonly isNewAccount?: true;
    }
  /** Which folders of the server are on this computer. */
  | { readonly view: 'selection'; readonly folderId: string }
  | { readonly view: 'why'; readonly folderId: string; readonly path: string };

/** Where an account or a folder is set up. */
export type SetUpRoute = Extract<Route, { readonly view: 'set-up' }>;

/** A set-up that somebody has begun. */
export interface BegunSetUp {
  /** How it was begun. */
  readonly route: SetUpRoute;
  /** Tells it from the one before it. */
  readonly number: number;
  /** Whose folders are being chosen, where it was begun without knowing that. */
  readonly accountId?: string;
  /** A folder is set up, so it waits no more for whoever leaves. */
  readonly isDone?: boolean;
}

/** The present place, and the way to another. */
export interface Navigation {
  readonly route: Route;
  readonly go: (route: Route) => void;
  /** What somebody has begun to set up: it is as they left it when they come back. */
  readonly begun: BegunSetUp | undefined;
  /** How far the set-up that was begun has come. */
  readonly noteSetUp: (note: Pick<BegunSetUp, 'accountId' | 'isDone'>) => void;
  /** Ends the set-up for good: it is done, or not wanted any more. A window that is elsewhere by now stays there. */
  readonly endSetUp: () => void;
}

/** Given once, at the root. */
export const NavigationContext = createContext<Navigation | undefined>(undefined);

/** Where the window is, and how to leave. */
export function useNavigation(): Navigation {
  const navigation = useContext(NavigationContext);
  if (navigation === undefined) throw new Error('no NavigationContext');
  return navigation;
}
