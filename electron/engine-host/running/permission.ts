import type { Pause } from '#ipc/folder-view.ts';
import type { WantedFolder } from '../folders/wanted-folder.ts';

/** What is needed to sync a folder, when it may be synced now. */
export type Permission =
  | { readonly kind: 'run'; readonly wanted: WantedFolder }
  | { readonly kind: 'paused'; readonly pause: Pause }
  | { readonly kind: 'sign-in-needed' };

/** True when nothing needs to begin anew. A folder that was accepted once is an ordinary one afterwards. Pure. */
export function isSamePermission(wanted: Permission, present: Permission): boolean {
  const toText = (permission: Permission): string =>
    JSON.stringify(permission, (key, value: unknown) => (key === 'isFolderAccepted' ? undefined : value));
  return !(wanted.kind === 'run' && wanted.wanted.isFolderAccepted) && toText(wanted) === toText(present);
}

/** What still counts after the folder was open: nobody has accepted what is in its place when it is opened again. */
export function withoutAcceptance(permission: Permission | undefined): Permission | undefined {
  if (permission?.kind !== 'run') return permission;
  return { ...permission, wanted: { ...permission.wanted, isFolderAccepted: false } };
}
