import type { FileId } from '../model/ids.ts';
import type { RelativePath } from '../model/relative-path.ts';
import { listAbove } from '../model/relative-path.ts';
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
  const index = {
    byFileId: Map.groupBy(away, ({ fileId }) => fileId),
    byPath: Map.groupBy(away, ({ path }) => path),
    above: new Set(away.flatMap(({ path }) => listAbove(path))),
  };
  return directories
    .map((directory) => ({ ...directory, state: judge(directory, index) }))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

interface AwayIndex {
  readonly byFileId: ReadonlyMap<FileId, readonly Choice[]>;
  readonly byPath: ReadonlyMap<RelativePath, readonly Choice[]>;
  /** Every path above something that is kept away. */
  readonly above: ReadonlySet<RelativePath>;
}

function judge({ fileId, path }: ListedDirectory, { byFileId, byPath, above }: AwayIndex): SelectionState {
  // Another directory may stand at the path of a choice by now: there the id decides.
  const covering = [...(byFileId.get(fileId) ?? []), ...listAbove(path).flatMap((at) => byPath.get(at) ?? [])];
  if (covering.some(({ kind }) => kind === 'deselected')) return 'deselected';
  if (covering.length > 0) return 'undecided';
  return above.has(path) ? 'partly' : 'selected';
}
