import type { FileId } from '../model/ids.ts';
import type { RelativePath } from '../model/relative-path.ts';
import { isInside, ROOT_PATH } from '../model/relative-path.ts';
import type { Choice, Selection, SelectionAct } from '../model/selection.ts';
import { isAway } from '../model/selection.ts';
import type { SeenTree } from './seen-tree.ts';

/** A directory as somebody named it: by id, and by where it was then. */
type Named = Pick<Choice, 'fileId' | 'path'>;

/** True when `inner` is `outer` or lies below it: by ids, and by paths where the tree does not know `inner`. */
function isWithin(inner: Named, outer: Named, tree: SeenTree): boolean {
  if (inner.fileId === outer.fileId) return true;
  const places = tree.placesOf(inner.fileId);
  if (places.length === 0) return isInside(inner.path, outer.path);
  return places.some((place) => tree.above(place).some(({ fileId }) => fileId === outer.fileId));
}

/** The choice that keeps a directory away by keeping one above it away; undefined when none does. */
export function findAwayAbove(directory: Named, choices: readonly Choice[], tree: SeenTree): Choice | undefined {
  return choices.find(
    (choice) => isAway(choice) && choice.fileId !== directory.fileId && isWithin(directory, choice, tree),
  );
}

/** A selection after an act. */
export interface Chosen {
  readonly selection: Selection;
  /** Directories that were kept away and are no more: what was agreed on below them must be forgotten. */
  readonly returning: readonly FileId[];
}

/**
 * The selection after an act of a person. What was chosen for a directory holds for all below it, so earlier choices
 * there go. The root cannot be deselected. Selecting what lies in a directory that stays away changes nothing. Pure.
 */
export function applyAct(
  selection: Selection,
  act: SelectionAct,
  { tree, nowMs }: { readonly tree: SeenTree; readonly nowMs: number },
): Chosen {
  if (act.kind === 'new-directories') {
    return { selection: { ...selection, newDirectories: act.rule }, returning: [] };
  }
  const unchanged = { selection, returning: [] };
  const named = findPresent(act, selection.choices, tree);
  const { fileId, path } = named;
  const above = findAwayAbove(named, selection.choices, tree);
  if (path === ROOT_PATH || above !== undefined) return unchanged;
  const below = selection.choices.filter((choice) => isWithin(choice, named, tree));
  const others = selection.choices.filter((choice) => !below.includes(choice));
  const isDeselecting = act.kind === 'deselect';
  if (!isDeselecting && !below.some(isAway)) return unchanged;
  const [only, ...more] = below;
  if (isDeselecting && only?.fileId === fileId && only.kind === 'deselected' && more.length === 0) return unchanged;
  const choice: Choice = { fileId, kind: isDeselecting ? 'deselected' : 'taken', path, atMs: nowMs };
  return {
    selection: { ...selection, choices: [...others, choice] },
    returning: isDeselecting ? [] : below.filter(isAway).map((away) => away.fileId),
  };
}

/**
 * The directory that is meant by now: one that got a new id at its old place between the look that the person has seen
 * and the one that their word meets. Choices have followed to that id, too.
 */
function findPresent(named: Named, choices: readonly Choice[], tree: SeenTree): Named {
  const { fileId, path } = named;
  if (tree.placesOf(fileId).length > 0 || choices.some((choice) => choice.fileId === fileId)) return named;
  const [heir] = tree.directories(() => true).filter((item) => tree.findPath(item) === path);
  return heir === undefined ? named : { fileId: heir.fileId, path };
}

/** What a look at the server says about the directories that were chosen. */
export interface LookForChoices {
  readonly tree: SeenTree;
  /** True when all of the server's tree was listed: what is not in it does not exist. */
  readonly isWhole: boolean;
  /** Whether an earlier look had seen this id. */
  readonly wasKnown: (fileId: FileId) => boolean;
  /** Whether something is agreed on under this id. */
  readonly isTracked: (fileId: FileId) => boolean;
}

/**
 * The choices after a look: paths follow the server's renames; a directory that got a new id at its old place (restored,
 * made anew) stays chosen as it was; the choice for one that is proven gone goes. The same list when nothing changed.
 * Pure.
 */
export function followChoices(choices: readonly Choice[], look: LookForChoices): readonly Choice[] {
  if (choices.length === 0) return choices;
  const chosen = new Set(choices.map(({ fileId }) => fileId));
  const next = choices.flatMap((choice): readonly Choice[] => {
    const { fileId, path } = choice;
    const places = look.tree.placesOf(fileId).filter(({ kind }) => kind === 'directory');
    if (places.length > 0) {
      const paths = places.flatMap((place) => look.tree.findPath(place) ?? []);
      const [nowAt = path] = paths;
      return [paths.includes(path) || nowAt === path ? choice : { ...choice, path: nowAt }];
    }
    const heir = findNewcomer(path, look);
    if (heir !== undefined && !chosen.has(heir)) return [{ ...choice, fileId: heir }];
    return look.isWhole && !look.isTracked(fileId) ? [] : [choice];
  });
  const isSame = next.length === choices.length && next.every((choice, index) => choice === choices[index]);
  return isSame ? choices : next;
}

/** A directory at this path that no look has seen before and on which nothing is agreed. */
function findNewcomer(path: RelativePath, { tree, wasKnown, isTracked }: LookForChoices): FileId | undefined {
  const newcomers = tree.directories(({ fileId }) => !wasKnown(fileId) && !isTracked(fileId));
  return newcomers.find((item) => tree.findPath(item) === path)?.fileId;
}
