import type { FolderView } from '#ipc/folder-view.ts';

/**
 * The view with the time since when nothing of it is synced because something is wrong. An attempt that goes on says
 * neither that it fails nor that it does not; what is paused, or came to its end, does not fail. Times in ms since the
 * epoch. Pure.
 */
export function withFailingSince(view: FolderView, nowMs: number): FolderView {
  const { failingSinceMs, ...rest } = view;
  switch (view.state.kind) {
    case 'checking':
    case 'syncing':
      return view;
    case 'stopped':
    case 'offline':
      return { ...rest, failingSinceMs: failingSinceMs ?? nowMs };
    case 'in-sync':
    case 'unverified':
    case 'not-synced':
    case 'waiting':
    case 'needs-decision':
    case 'paused':
      return rest;
    default:
      return view.state satisfies never;
  }
}

/** The view once an attempt has done something: whatever fails from now on fails anew. Pure. */
export function withoutFailingSince({ failingSinceMs: _since, ...view }: FolderView): FolderView {
  return view;
}
