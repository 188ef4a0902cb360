import type { FolderState } from '#ipc/folder-view.ts';

/** How many decisions wait in a folder: what its state says, none after a complete word without any, else as `before`. Pure. */
export function countDecisions(state: FolderState, before: number): number {
  switch (state.kind) {
    case 'needs-decision':
      return state.holds;
    case 'in-sync':
    case 'not-synced':
    case 'waiting':
    case 'unverified':
      return 0;
    case 'checking':
    case 'syncing':
    case 'stopped':
    case 'offline':
    case 'paused':
      return before;
    default:
      return state satisfies never;
  }
}
