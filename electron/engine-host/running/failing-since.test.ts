import { describe, expect, it } from 'vitest';
import { sampleFolder } from '#e2e/stage/sample-state.ts';
import type { FolderState, FolderView } from '#ipc/folder-view.ts';
import { withFailingSince, withoutFailingSince } from './failing-since.ts';

const STOPPED: FolderState = { kind: 'stopped', error: { code: 'sign-in-needed', scope: 'account' } };
const OFFLINE: FolderState = { kind: 'offline', error: { code: 'server-unreachable', scope: 'account' } };
const SYNCING: FolderState = { kind: 'syncing', operations: 1 };

function follow(...states: readonly FolderState[]): FolderView {
  return states.reduce((view, state, index) => withFailingSince({ ...view, state }, 100 + index), sampleFolder());
}

describe('the time since when a folder fails', () => {
  it.each([STOPPED, OFFLINE])('begins when it fails, and stays as long as it does: %j', (state) => {
    expect(follow(state, state, state).failingSinceMs).toBe(100);
  });

  it('goes on over a look that had not ended', () => {
    expect(follow(STOPPED, { kind: 'checking' }, OFFLINE).failingSinceMs).toBe(100);
  });

  it('goes on over an attempt that did nothing', () => {
    expect(follow(OFFLINE, SYNCING, OFFLINE, { kind: 'checking' }, SYNCING, OFFLINE).failingSinceMs).toBe(100);
  });

  it('ends with an attempt that did something', () => {
    const working = withoutFailingSince(follow(OFFLINE, SYNCING));

    expect(withFailingSince(working, 200).failingSinceMs).toBeUndefined();
    expect(withFailingSince({ ...working, state: OFFLINE }, 300).failingSinceMs).toBe(300);
  });

  it.each<FolderState>([
    { kind: 'paused' },
    { kind: 'in-sync', verifiedAtMs: 1 },
    { kind: 'waiting', problems: 1 },
    { kind: 'not-synced', problems: 1 },
    { kind: 'needs-decision', holds: 1, problems: 0 },
    { kind: 'unverified' },
  ])('ends with everything else: %j', (state) => {
    expect(follow(STOPPED, state).failingSinceMs).toBeUndefined();
    expect(follow(STOPPED, state, STOPPED).failingSinceMs).toBe(102);
  });
});
