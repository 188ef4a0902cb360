import type { FolderView } from '#ipc/folder-view.ts';

/** What a screen reader has been told of a sync folder, and whether it shall be told what is shown now. */
export interface News {
  /** The kind of state that counts as known. */
  readonly heard: string;
  readonly sentence: string;
  readonly isNews: boolean;
  /** A person has just asked for a sync and wants to hear of every step, until it has an end. */
  readonly isAsked: boolean;
}

/** A kind of state, with the sentence that is shown for it. */
export interface Shown {
  readonly kind: string;
  readonly sentence: string;
}

/** What comes and goes by itself many times a day: nobody shall be interrupted by it. */
const PASSING: ReadonlySet<string> = new Set([
  'checking',
  'syncing',
  'unverified',
] satisfies FolderView['state']['kind'][]);

/** What was there when the view came up has been read with it. Pure. */
export function beginNews({ kind, sentence }: Shown): News {
  return { heard: kind, sentence, isNews: false, isAsked: false };
}

/** Worth saying is a state of another kind than the last one that stays; a later time of the same one is not. Pure. */
export function hearNews(before: News, { kind, sentence }: Shown): News {
  const isPassing = PASSING.has(kind);
  if (before.isAsked) return { heard: kind, sentence, isNews: true, isAsked: isPassing };
  if (isPassing) return { ...before, sentence, isNews: false };
  return { heard: kind, sentence, isNews: kind !== before.heard, isAsked: false };
}

/** What tells states apart for people who hear them. Pure. */
export function toNewsKind({ move, pause, state, conflicts, decisions, newFolders }: FolderView): string {
  if (move !== undefined) return 'moving';
  if (pause !== undefined) return `paused ${pause.why}`;
  // Whether all waits or only some of it is another matter; how much of it is known of the rest is not.
  if (state.kind === 'waiting' && state.problems > 0) return 'waiting in part';
  return state.kind === 'in-sync' && conflicts + decisions + newFolders > 0 ? 'undecided' : state.kind;
}
