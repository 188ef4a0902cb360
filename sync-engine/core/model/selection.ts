import type { FileId } from './ids.ts';
import type { RelativePath } from './relative-path.ts';

/**
 * What holds for one directory of the server and all it contains.
 * - `deselected`: a person does not want it on this computer.
 * - `undecided`: new on the server; nobody has said yet whether it shall come here. Until then it does not.
 * - `taken`: a person wants it here. It is forgotten when all of it is here; until then nothing in it is asked about.
 */
type ChoiceKind = 'deselected' | 'undecided' | 'taken';

/** A choice, bound to the server's own id: it goes along when the directory is renamed or moved there. */
export interface Choice {
  readonly fileId: FileId;
  readonly kind: ChoiceKind;
  /** Where the directory was when it was last seen. For people, and for a server that gave it another id. */
  readonly path: RelativePath;
  /** In ms since the epoch. */
  readonly atMs: number;
}

/** How many directories of the server are kept away from this computer. */
export interface KeptAwayCounts {
  readonly deselected: number;
  /** These wait for a person. */
  readonly undecided: number;
}

/** Pure. */
export function countKeptAway(choices: readonly Choice[]): KeptAwayCounts {
  const count = (wanted: ChoiceKind): number => choices.filter(({ kind }) => kind === wanted).length;
  return { deselected: count('deselected'), undecided: count('undecided') };
}

/** What happens to a directory that turns up on the server once the sync folder is complete. */
export type NewDirectoryRule =
  | { readonly kind: 'ask' }
  /**
   * Undefined: whatever its size. Only where the server tells the size of directories. With a size also those on a
   * storage of another system are asked about.
   */
  | { readonly kind: 'take'; readonly askAboveBytes: number | undefined };

/** What of the server's tree takes part: everything but what is deselected or undecided. */
export interface Selection {
  /** One per file id; sorted by it. */
  readonly choices: readonly Choice[];
  readonly newDirectories: NewDirectoryRule;
  /** False until all that is selected has been here once since the base began: only then is a directory new. */
  readonly isSettled: boolean;
  /** What people have chosen and nobody has told the outcome of; undefined when all is told. */
  readonly untold?: UntoldChoice | undefined;
}

/** Where a change of the selection began. */
export interface UntoldChoice {
  /** When a person first chose, in ms since the epoch. */
  readonly sinceMs: number;
  /** What was kept away before; sorted by file id. */
  readonly before: readonly Choice[];
}

/** Everything takes part. */
export const EVERYTHING_SELECTED: Selection = {
  choices: [],
  newDirectories: { kind: 'take', askAboveBytes: undefined },
  isSettled: false,
};

/** What a person can do with the selection. */
export type SelectionAct =
  | { readonly kind: 'deselect' | 'select'; readonly fileId: FileId; readonly path: RelativePath }
  | { readonly kind: 'new-directories'; readonly rule: NewDirectoryRule };

/** True for a choice that keeps its directory away from this computer. */
export function isAway({ kind }: Pick<Choice, 'kind'>): boolean {
  return kind !== 'taken';
}

/** True when both say the same, so that nothing needs to be written. */
export function isSameSelection(a: Selection, b: Selection): boolean {
  return toComparable(a) === toComparable(b);
}

function toComparable({ choices, newDirectories, isSettled, untold }: Selection): string {
  const rule = newDirectories.kind === 'ask' ? 'ask' : `take ${newDirectories.askAboveBytes ?? ''}`;
  return JSON.stringify([rule, isSettled, toRows(choices), untold?.sinceMs, toRows(untold?.before ?? [])]);
}

function toRows(choices: readonly Choice[]): readonly unknown[] {
  return sortChoices(choices).map(({ fileId, kind, path, atMs }) => [fileId, kind, path, atMs]);
}

/** In the order in which they are stored. */
export function sortChoices(choices: readonly Choice[]): readonly Choice[] {
  return choices.toSorted((a, b) => (a.fileId < b.fileId ? -1 : 1));
}
