import type { FolderView } from '#ipc/folder-view.ts';

/**
 * The view with the time since when nothing of it is synced because something is wrong. A look that goes on says neither
 * that it fails nor that it does not; whoever pauses or syncs does not fail. Times in ms since the epoch. Pure.
 */
export function withFailingSince(view: FolderView, nowMs: number): FolderView {
  const { failingSinceMs, ...rest } = view;
  switch (view.state.kind) {
    case 'checking':
      return view;
    case 'stopped':
    case 'offline':
      return { ...rest, failingSinceMs: failingSinceMs ?? nowMs };
    case 'syncing':
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
