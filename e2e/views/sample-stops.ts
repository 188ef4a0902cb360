import type { FolderState } from '#ipc/folder-view.ts';
import { createSampleAnswers } from './sample-answers.ts';
import type { SampleAnswers } from './sample-answers.ts';

/** The sample office, but its first folder is not where it was. */
export function createMissingFolder(nowMs: number): SampleAnswers {
  const error = { code: 'local-folder-missing', scope: 'sync-folder' } as const;
  return createStopped(nowMs, (index) => (index === 0 ? error : undefined));
}

/** The same office, but the server refuses what it knows of the account. */
export function createSignedOut(nowMs: number): SampleAnswers {
  return createStopped(nowMs, () => ({ code: 'sign-in-needed', scope: 'account' }));
}

type StopError = Extract<FolderState, { kind: 'stopped' }>['error'];

function createStopped(nowMs: number, findError: (index: number) => StopError | undefined): SampleAnswers {
  const answers = createSampleAnswers(nowMs);
  const state = answers.getState;
  if (state === undefined) return answers;
  const folders = state.folders.map(({ progress, ...each }, index) => {
    const error = findError(index);
    if (error !== undefined) return { ...each, state: { kind: 'stopped' as const, error } };
    return { ...each, ...(progress === undefined ? {} : { progress }) };
  });
  return { ...answers, getState: { ...state, folders } };
}
