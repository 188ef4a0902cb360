import { applyAct, applyActs, findAwayAbove } from '../../core/selection/choices.ts';
import { SeenTree } from '../../core/selection/seen-tree.ts';
import type { ListedDirectory, SelectionEntry } from '../../core/selection/selection-view.ts';
import { viewSelection } from '../../core/selection/selection-view.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import { isInside, parentPath, ROOT_PATH } from '../../core/model/relative-path.ts';
import type { Choice, NewDirectoryRule, Selection, SelectionAct } from '../../core/model/selection.ts';
import type { Result, SyncError } from '../../core/model/sync-error.ts';
import type { InspectInput, Inspection } from '../visiting/inspect.ts';
import { inspectFolder, lookHere } from '../visiting/inspect.ts';
import { noteOperation } from '../planning/plan-notes.ts';
import { isAllAgreed } from './all-agreed.ts';
import { writeChoiceNote } from './choice-notes.ts';
import { readSelection } from './take-in-choices.ts';

/** What deselecting a directory would do here. */
export interface UnsyncPreview {
  /** What would leave this computer. */
  readonly files: number;
  readonly bytes: number;
  /** Files that would stay here, because the server does not have them like that. Sorted. */
  readonly staying: readonly RelativePath[];
}

/** What the server does not have of directories that somebody wants to deselect. Sorted. */
export interface Unsynced {
  /** Files that would stay here. */
  readonly staying: readonly RelativePath[];
  /** Items that have a new name or place here, of which the server would never hear. */
  readonly renamed: readonly RelativePath[];
}

/** How a choice was taken. Nothing has changed unless it is `taken`. */
export type ChoiceEnd =
  | { readonly kind: 'taken'; readonly preview: UnsyncPreview | undefined }
  /** The last look at the server has shown no such directory. */
  | { readonly kind: 'unknown' }
  /** It lies in a directory that is kept away: that one has to be selected. */
  | { readonly kind: 'inside-away'; readonly above: RelativePath }
  | { readonly kind: 'already-so' }
  | { readonly kind: 'failed'; readonly error: SyncError };

/**
 * What people see and choose of the server's tree without the lock of the folder, also while another process syncs it.
 * Goes by the last look at the server, and asks no server. The file system is open as a visitor's, the sync database is
 * a copy.
 */
export class SelectionVisit {
  readonly #input: InspectInput;

  constructor(input: InspectInput) {
    this.#input = input;
  }

  /** What is chosen, also what no run has taken in yet. */
  read(): Promise<Selection> {
    return readSelection(this.#input);
  }

  /**
   * The directories in one directory. Undefined when the last look has shown none at this path. Of a directory that is
   * kept away nothing is known.
   */
  async list(path: RelativePath): Promise<readonly SelectionEntry[] | undefined> {
    const tree = this.#loadTree();
    const directories = listDirectories(tree);
    if (path !== ROOT_PATH && !directories.some((directory) => directory.path === path)) return undefined;
    const children = directories.filter(
      (directory) => directory.path !== ROOT_PATH && parentPath(directory.path) === path,
    );
    return viewSelection(children, (await this.read()).choices);
  }

  /** Deselects or selects a directory by its path on the server; of the first, says what would leave. */
  async choose(kind: 'deselect' | 'select', path: RelativePath): Promise<ChoiceEnd> {
    const { database, nowMs } = this.#input;
    const tree = this.#loadTree();
    const selection = await this.read();
    const found = findDirectory(path, tree, selection.choices);
    if (found === undefined || path === ROOT_PATH) return { kind: 'unknown' };
    const above = findAwayAbove(found, selection.choices, tree);
    if (above !== undefined) return { kind: 'inside-away', above: above.path };
    const act: SelectionAct = { kind, fileId: found.fileId, path };
    const chosen = applyAct(selection, act, { tree, nowMs });
    if (chosen.selection === selection) return { kind: 'already-so' };
    if (kind === 'select') return this.#write([act], undefined);
    // Only in the copy: a look at the disk then tells what would leave.
    database.commitSelection(chosen.selection, []);
    return this.#write([act], await this.#preview(found));
  }

  /**
   * What is here in these directories that the server does not have like that: files that would stay, and renames that
   * would be forgotten. From a fresh look at the disk, which goes beyond them only where something differs; changes nothing
   * but the copy of the database. Codes: those of the disk and the sync database, `cancelled`.
   */
  async findUnsynced(paths: readonly RelativePath[]): Promise<Result<Unsynced>> {
    if (await isAllAgreed(paths, this.#input)) return { ok: true, value: { staying: [], renamed: [] } };
    const { database, nowMs } = this.#input;
    const tree = this.#loadTree();
    const before = await this.read();
    const looked = await lookHere(this.#input);
    if (!looked.ok) return looked;
    const input = { ...this.#input, seenHere: looked.value };
    const asItIs = await inspectFolder(input);
    if (!asItIs.ok) return asItIs;
    const directories = new Map(listDirectories(tree).map((directory) => [directory.path, directory]));
    const acts = paths.flatMap((path): readonly SelectionAct[] => {
      const found = directories.get(path) ?? before.choices.find((choice) => choice.path === path);
      return found === undefined ? [] : [{ kind: 'deselect', fileId: found.fileId, path }];
    });
    const { selection } = applyActs(before, acts, { tree, nowMs });
    database.commitSelection(selection, []);
    const inspected = await inspectFolder(input);
    if (!inspected.ok) return inspected;
    const wanted = new Set(paths);
    const leaving = inspected.value?.planned.observed.unsync.filter(({ choice }) => wanted.has(choice.path)) ?? [];
    const staying = leaving.flatMap((plan) => plan.staying).toSorted();
    return { ok: true, value: { staying, renamed: findRenamed(paths, asItIs.value).toSorted() } };
  }

  /** Sets what happens to directories that turn up on the server. */
  setRule(rule: NewDirectoryRule): Promise<ChoiceEnd> {
    return this.#write([{ kind: 'new-directories', rule }], undefined);
  }

  async #preview({ fileId }: Pick<Choice, 'fileId'>): Promise<UnsyncPreview | undefined> {
    const inspected = await inspectFolder(this.#input);
    if (!inspected.ok || inspected.value === undefined) return undefined;
    const plan = inspected.value.planned.observed.unsync.find(({ choice }) => choice.fileId === fileId);
    const files = plan?.files ?? [];
    return {
      files: files.length,
      bytes: files.reduce((sum, { stamp }) => sum + stamp.sizeBytes, 0),
      staying: plan?.staying ?? [],
    };
  }

  async #write(acts: readonly SelectionAct[], preview: UnsyncPreview | undefined): Promise<ChoiceEnd> {
    const { filesystem, newToken, nowMs } = this.#input;
    const written: Result<void> = await writeChoiceNote({ acts, nowMs }, { filesystem, randomId: () => newToken });
    return written.ok ? { kind: 'taken', preview } : { kind: 'failed', error: written.error };
  }

  #loadTree(): SeenTree {
    return new SeenTree(this.#input.database.loadRemoteTree());
  }
}

function findRenamed(paths: readonly RelativePath[], inspection: Inspection | undefined): readonly RelativePath[] {
  if (inspection === undefined) return [];
  const { plan } = inspection.planned;
  return plan.operations.flatMap((operation) => {
    if (operation.kind !== 'move' || operation.side !== 'remote') return [];
    const { path, target } = noteOperation(operation, plan);
    return target !== undefined && paths.some((wanted) => isInside(path, wanted)) ? [target] : [];
  });
}

function listDirectories(tree: SeenTree): readonly ListedDirectory[] {
  return tree
    .directories(() => true)
    .flatMap((item) => {
      const path = tree.findPath(item);
      // 0 is also what servers say that do not know.
      return path === undefined ? [] : [{ fileId: item.fileId, path, sizeBytes: item.sizeBytes || undefined }];
    });
}

function findDirectory(
  path: RelativePath,
  tree: SeenTree,
  choices: readonly Choice[],
): Pick<Choice, 'fileId' | 'path'> | undefined {
  return (
    listDirectories(tree).find((directory) => directory.path === path) ?? choices.find((choice) => choice.path === path)
  );
}
