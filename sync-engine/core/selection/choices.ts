import type { FileId } from '../model/ids.ts';
import type { RelativePath } from '../model/relative-path.ts';
import { ROOT_PATH } from '../model/relative-path.ts';
import type { Choice, Selection, SelectionAct } from '../model/selection.ts';
import { isAway } from '../model/selection.ts';
import type { Named } from './choice-index.ts';
import { ChoiceIndex } from './choice-index.ts';
import type { SeenTree } from './seen-tree.ts';

/** The choice that keeps a directory away by keeping one above it away; undefined when none does. */
export function findAwayAbove(directory: Named, choices: readonly Choice[], tree: SeenTree): Choice | undefined {
  return new ChoiceIndex(choices, tree).findAwayAbove(directory);
}

/** A selection after an act. */
export interface Chosen {
  readonly selection: Selection;
  /** Directories that were kept away and are no more: what was agreed on below them must be forgotten. */
  readonly returning: readonly FileId[];
}

/** What the acts of a person meet. */
export interface ActContext {
  readonly tree: SeenTree;
  /** When the person acted, in ms since the epoch. */
  readonly nowMs: number;
}

/** As `applyActs`, of one act. Pure. */
export function applyAct(selection: Selection, act: SelectionAct, context: ActContext): Chosen {
  return applyActs(selection, [act], context);
}

/**
 * The selection after acts of a person, one after another. What was chosen for a directory holds for all below it, so
 * earlier choices there go. The root cannot be deselected. Selecting what lies in a directory that stays away changes
 * nothing; where nothing changes, it is the same selection. Pure.
 */
export function applyActs(selection: Selection, acts: readonly SelectionAct[], context: ActContext): Chosen {
  const index = new ChoiceIndex(selection.choices, context.tree);
  const returning: FileId[] = [];
  let { choices, newDirectories } = selection;
  let isChanged = false;
  for (const act of acts) {
    if (act.kind === 'new-directories') newDirectories = act.rule;
    else isChanged = choose(act, index, { ...context, returning }) || isChanged;
  }
  if (isChanged) choices = index.list();
  const isSame = choices === selection.choices && newDirectories === selection.newDirectories;
  return { selection: isSame ? selection : { ...selection, choices, newDirectories }, returning };
}

/** Takes one act in; false when it changes nothing. What comes back is added to `returning`. */
function choose(
  act: Extract<SelectionAct, { readonly kind: 'select' | 'deselect' }>,
  index: ChoiceIndex,
  { tree, nowMs, returning }: ActContext & { readonly returning: FileId[] },
): boolean {
  const named = findPresent(act, index, tree);
  const { fileId, path } = named;
  if (path === ROOT_PATH || index.findAwayAbove(named) !== undefined) return false;
  const below = index.findWithin(named);
  const isDeselecting = act.kind === 'deselect';
  if (!isDeselecting && !below.some(isAway)) return false;
  const [only, ...more] = below;
  if (isDeselecting && only?.fileId === fileId && only.kind === 'deselected' && more.length === 0) return false;
  for (const choice of below) index.remove(choice);
  index.put({ fileId, kind: isDeselecting ? 'deselected' : 'taken', path, atMs: nowMs });
  if (!isDeselecting) returning.push(...below.filter(isAway).map((away) => away.fileId));
  return true;
}

/**
 * The directory that is meant by now: one that got a new id at its old place between the look that the person has seen
 * and the one that their word meets. Choices have followed to that id, too.
 */
function findPresent(named: Named, index: ChoiceIndex, tree: SeenTree): Named {
  const { fileId, path } = named;
  if (tree.placesOf(fileId).length > 0 || index.has(fileId)) return named;
  const [heir] = tree.directoriesAt(path);
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
  return tree.directoriesAt(path).find(({ fileId }) => !wasKnown(fileId) && !isTracked(fileId))?.fileId;
}
