import type { FileId } from '../model/ids.ts';
import type { RelativePath } from '../model/relative-path.ts';
import { isInside } from '../model/relative-path.ts';
import type { Choice } from '../model/selection.ts';
import { isAway } from '../model/selection.ts';

/** How much of a directory takes part; `partly`: something below it does not. */
export type SelectionState = 'selected' | 'partly' | 'deselected' | 'undecided';

/** A directory of the server, as somebody who chooses sees it. */
export interface ListedDirectory {
  readonly fileId: FileId;
  readonly path: RelativePath;
  /** Of all it holds; undefined where the server does not tell. */
  readonly sizeBytes: number | undefined;
}

/** A directory with its state. */
export interface SelectionEntry extends ListedDirectory {
  readonly state: SelectionState;
}

/**
 * The state of directories, whether or not anybody has listed what is below them: choices carry their paths. Sorted by
 * path. Pure.
 */
export function viewSelection(
  directories: readonly ListedDirectory[],
  choices: readonly Choice[],
): readonly SelectionEntry[] {
  const away = choices.filter(isAway);
  return directories
    .map((directory) => ({ ...directory, state: judge(directory, away) }))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

function judge(directory: ListedDirectory, away: readonly Choice[]): SelectionState {
  const { fileId, path } = directory;
  // Another directory may stand at the path of a choice by now: there the id decides.
  const covering = away.filter((choice) =>
    choice.path === path ? choice.fileId === fileId : choice.fileId === fileId || isInside(path, choice.path),
  );
  if (covering.some(({ kind }) => kind === 'deselected')) return 'deselected';
  if (covering.length > 0) return 'undecided';
  return away.some((choice) => choice.path !== path && isInside(choice.path, path)) ? 'partly' : 'selected';
}
