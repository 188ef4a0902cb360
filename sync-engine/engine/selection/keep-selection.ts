import { followChoices } from '../../core/selection/choices.ts';
import { describeLetters } from '../../core/selection/choosable.ts';
import { SeenTree } from '../../core/selection/seen-tree.ts';
import type { EngineEvent } from '../../core/model/engine-state.ts';
import type { FileId, NodeId, RemoteKey } from '../../core/model/ids.ts';
import { ROOT_ID } from '../../core/model/ids.ts';
import type { MakeDirectory } from '../../core/model/operation.ts';
import type { Choice, Selection } from '../../core/model/selection.ts';
import { isAway } from '../../core/model/selection.ts';
import { findPath } from '../../core/model/tree.ts';
import type { RemoteView } from '../../discovery/remote-discovery.ts';
import type { BaseRow, RemoteRow, SyncDatabase } from '../../sync-database/sync-database.ts';
import type { Planned } from '../planning/plan-from-views.ts';

/**
 * Directories that need not be listed: they are kept away, and nothing is agreed on any more of them or of what the last
 * look has shown in them. As long as something may have to leave this computer, it must be known what the server has.
 */
export function findSkipped(
  choices: readonly Choice[],
  rows: Iterable<BaseRow>,
  stored: ReadonlyMap<RemoteKey, RemoteRow>,
): ReadonlySet<FileId> {
  const skipped = new Set(choices.filter(isAway).map(({ fileId }) => fileId));
  const tree = new SeenTree(stored);
  for (const { remote } of skipped.size === 0 ? [] : rows) {
    if (remote === undefined) continue;
    skipped.delete(remote.fileId);
    for (const place of tree.placesOf(remote.fileId))
      for (const { fileId } of tree.above(place)) skipped.delete(fileId);
  }
  return skipped;
}

/** Lets the stored choices follow what a look has shown. Before the look itself is stored: it tells what is new in it. */
export function followServer(
  view: RemoteView,
  context: {
    readonly database: SyncDatabase;
    readonly stored: ReadonlyMap<RemoteKey, RemoteRow>;
    readonly base: ReadonlyMap<NodeId, BaseRow>;
    readonly skipped: ReadonlySet<FileId>;
  },
): void {
  const { database, stored, base, skipped } = context;
  const selection = database.loadSelection();
  if (selection.choices.length === 0) return;
  const tracked = new Set([...base.values()].map(({ remote }) => remote?.fileId));
  const isComplete = view.unlisted.length + view.damaged.length + view.unproven.length === 0;
  const [tree, before] = [new SeenTree(view.rows), new SeenTree(stored)];
  const choices = followChoices(selection.choices, {
    tree,
    isWhole: isComplete && ![...skipped].some((fileId) => tree.placesOf(fileId).length > 0),
    wasKnown: (fileId) => before.placesOf(fileId).length > 0,
    isTracked: (fileId) => tracked.has(fileId),
  });
  if (choices !== selection.choices) database.commitSelection({ ...selection, choices }, []);
}

interface Newcomer {
  readonly choice: Choice;
  readonly sizeBytes: number;
}

/** All that there is, of which a plan may have seen a part. */
export interface Whole {
  readonly view: RemoteView;
  readonly base: ReadonlyMap<NodeId, BaseRow>;
  /** True: there is more that is new than the plan tells of. */
  readonly isCut: boolean;
}

export interface NewcomerContext extends Whole {
  readonly database: SyncDatabase;
  readonly nowMs: number;
  readonly onEvent: (event: EngineEvent) => void;
}

/**
 * Writes down what a plan would bring although nobody has been asked about it, and what it shows to be settled.
 *
 * @returns true when something has to wait for a person: then the plan is void.
 */
export function askAboutNewcomers({ observed, plan }: Planned, context: NewcomerContext): boolean {
  const { database, view, base, nowMs, isCut } = context;
  const selection = database.loadSelection();
  const made = plan.operations.filter(
    (operation): operation is MakeDirectory => operation.kind === 'make-directory' && operation.side === 'local',
  );
  if (made.length === 0 && !isCut) settle(selection, view, database);
  if (!selection.isSettled || made.length === 0) return false;
  const isMade = new Set(made.map(({ node }) => node));
  const isTaken = findTaken(selection, new SeenTree(view.rows));
  const newcomers = made.flatMap(({ node, place }): readonly Newcomer[] => {
    const row = observed.remoteRows.get(node);
    const path = findPath(plan.remote, node);
    const isTop = place.parentId === ROOT_ID || !isMade.has(place.parentId);
    if (row === undefined || path === undefined || !isTop || base.has(node)) return [];
    if (!mustAsk(row, selection, view) || isTaken(row)) return [];
    return [{ sizeBytes: row.sizeBytes, choice: { fileId: row.fileId, kind: 'undecided', path, atMs: nowMs } }];
  });
  if (newcomers.length === 0) return false;
  const asked = new Map(newcomers.map(({ choice }) => [choice.fileId, choice]));
  const others = selection.choices.filter(({ fileId }) => !asked.has(fileId));
  database.commitSelection({ ...selection, choices: [...others, ...asked.values()] }, []);
  for (const { choice, sizeBytes } of newcomers) {
    context.onEvent({ type: 'new-directory', path: choice.path, sizeBytes });
  }
  return true;
}

/** Of a storage of another system nobody may know how large it is, and it may be slow: where large ones are asked about, it is. */
function mustAsk(row: RemoteRow, { newDirectories: rule }: Selection, { rows }: RemoteView): boolean {
  if (rule.kind === 'ask') return true;
  if (rule.askAboveBytes === undefined) return false;
  const parent = row.parentKey === undefined ? undefined : rows.get(row.parentKey);
  return (
    row.sizeBytes > rule.askAboveBytes || describeLetters(row.permissions, parent?.permissions).sharing === 'external'
  );
}

/** Tells what lies in a directory that a person has taken and that is still on its way. */
function findTaken({ choices }: Selection, tree: SeenTree): (row: RemoteRow) => boolean {
  const taken = new Set(choices.filter((choice) => !isAway(choice)).map((choice) => choice.fileId));
  return (row) => taken.size > 0 && [row, ...tree.above(row)].some(({ fileId }) => taken.has(fileId));
}

/** Every selected directory is here: from now on one that turns up is new. */
function settle(selection: Selection, { unlisted }: RemoteView, database: SyncDatabase): void {
  if (unlisted.length > 0) return;
  const choices = selection.choices.filter(isAway);
  if (selection.isSettled && choices.length === selection.choices.length) return;
  database.commitSelection({ ...selection, choices, isSettled: true }, []);
}
