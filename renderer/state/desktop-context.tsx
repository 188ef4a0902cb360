import { createContext, useContext, useSyncExternalStore } from 'react';
import type { DesktopApi } from '#ipc/desktop-api.ts';
import type { AppStore, Known } from '#ipc/app-store.ts';

/** What every part of the windows may use. */
export interface Desktop {
  readonly api: DesktopApi;
  readonly store: AppStore;
}

/** Given once, at the root. */
export const DesktopContext = createContext<Desktop | undefined>(undefined);

/** The way to the shell and the engine host. */
export function useDesktop(): Desktop {
  const desktop = useContext(DesktopContext);
  if (desktop === undefined) throw new Error('no DesktopContext');
  return desktop;
}

/** What is known of the state now; renders again when it changes. */
export function useKnown(): Known {
  const { store } = useDesktop();
  return useSyncExternalStore(store.subscribe, store.get);
}
