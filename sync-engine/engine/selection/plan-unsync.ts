import type { NodeId } from '../../core/model/ids.ts';
import type { LocalStamp } from '../../core/model/observation.ts';
import type { Problem } from '../../core/model/problem.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import type { Choice } from '../../core/model/selection.ts';
import type { BaseNode, TreeNode } from '../../core/model/tree.ts';
import { findPath } from '../../core/model/tree.ts';
import type { BaseRow } from '../../sync-database/sync-database.ts';
import { planRemovals } from '../planning/base-changes.ts';
import { Below, closeOver } from '../looking/below.ts';
import type { AwayDirectory } from './away.ts';

/** A tracked item that shall leave this computer, and where it is. */
export interface Leaving {
  readonly row: BaseRow;
  readonly path: RelativePath;
  readonly stamp: LocalStamp;
}

/** What shall become of what lies here of one directory that is kept away. */
export interface UnsyncPlan {
  readonly choice: Choice;
  /** Files that are here as both sides agreed, and on the server too: they go into the safety store. */
  readonly files: readonly Leaving[];
  /** As `files`, if their bytes turn out to be those: a crash came between forgetting them here and putting them away. */
  readonly doubtful: readonly Leaving[];
  /** Tracked directories, each behind what it holds: they go when they are empty. */
  readonly directories: readonly Leaving[];
  /** Rows of items that are not here, or that go on here by themselves: only the row goes. */
  readonly forgotten: readonly BaseRow[];
  /** Files that lie here and whose bytes the server may not have: they stay, and are not synced. Sorted. */
  readonly staying: readonly RelativePath[];
}

export interface UnsyncInput {
  readonly away: readonly AwayDirectory[];
  readonly base: ReadonlyMap<NodeId, BaseNode>;
  readonly rows: ReadonlyMap<NodeId, BaseRow>;
  readonly local: ReadonlyMap<NodeId, TreeNode>;
  readonly remote: ReadonlyMap<NodeId, TreeNode>;
  readonly below: { readonly base: Below; readonly local: Below; readonly remote: Below };
  readonly localStamps: ReadonlyMap<NodeId, LocalStamp>;
  /** Items that this look could not see: nothing is done about them. */
  readonly unseen: ReadonlySet<NodeId>;
}

/** How much is to be done; what merely stays needs nothing. */
export function countSteps({ files, doubtful, directories, forgotten }: UnsyncPlan): number {
  return files.length + doubtful.length + directories.length + forgotten.length;
}

/** True when something is to be done. */
export function hasSteps(plan: UnsyncPlan): boolean {
  return countSteps(plan) > 0;
}

/** Where the files are that shall leave this computer. */
export function listLeaving(plans: readonly UnsyncPlan[]): ReadonlySet<RelativePath> {
  return new Set(plans.flatMap(({ files, doubtful }) => [...files, ...doubtful]).map(({ path }) => path));
}

/** Puts what lies in a directory before it. */
export function deepestFirst(a: Pick<Leaving, 'path'>, b: Pick<Leaving, 'path'>): number {
  return depth(b.path) - depth(a.path);
}

/** Told at the directory: it holds something here that is not synced. */
export function listStaying(plans: readonly UnsyncPlan[]): readonly Problem[] {
  return plans.flatMap(({ choice, staying }) =>
    staying.length === 0 ? [] : [{ path: choice.path, side: 'local', code: 'unsynced-in-deselected' }],
  );
}

/**
 * Decides what leaves this computer because its directory was deselected. A file leaves only when this look has shown
 * that the server has the very bytes that lie here. Nothing of it ever bears on the server. Pure.
 */
export function planUnsync(input: UnsyncInput): readonly UnsyncPlan[] {
  const shared = new SharedLook(input);
  return input.away
    .map((away) => new Unsyncing(away, shared).plan())
    .filter((plan) => hasSteps(plan) || plan.staying.length > 0);
}

/** Items that were carried into such a directory here, while both sides agreed on another place: they wait there. */
export function findCarriedIn(input: UnsyncInput): readonly NodeId[] {
  const shared = new SharedLook(input);
  return input.away.flatMap((away) => new Unsyncing(away, shared).findCarriedIn());
}

/** What all directories that are kept away ask of one look; made once, when the first of them asks. */
class SharedLook {
  readonly input: UnsyncInput;
  readonly rowsBelow: Below;
  #untracked: ReadonlyMap<string, NodeId> | undefined;

  constructor(input: UnsyncInput) {
    this.input = input;
    this.rowsBelow = new Below(input.rows);
  }

  /** Something untracked at the place of a row. */
  findUntracked(row: BaseRow): NodeId | undefined {
    const { local, rows } = this.input;
    this.#untracked ??= new Map(
      [...local.values()].flatMap((node) => (rows.has(node.id) ? [] : [[slotOf(node), node.id] as const])),
    );
    return this.#untracked.get(slotOf(row));
  }
}

function slotOf({ kind, parentId, name }: Pick<BaseRow, 'kind' | 'parentId' | 'name'>): string {
  return `${kind} ${parentId}/${name}`;
}

class Unsyncing {
  readonly #choice: Choice;
  readonly #input: UnsyncInput;
  /** In the directory on this computer. */
  readonly #here: ReadonlySet<NodeId>;
  /** In the directory on the server, or when both sides last agreed. */
  readonly #owned: ReadonlySet<NodeId>;
  readonly #shared: SharedLook;

  constructor({ choice, ids, localIds }: AwayDirectory, shared: SharedLook) {
    const { below } = shared.input;
    this.#choice = choice;
    this.#input = shared.input;
    this.#shared = shared;
    this.#here = closeOver(localIds, [below.local]);
    const onServer = closeOver(ids, [below.remote]);
    this.#owned = closeOver(onServer, [below.base]);
  }

  findCarriedIn(): readonly NodeId[] {
    return [...this.#here].filter((id) => this.#input.rows.has(id) && !this.#owned.has(id));
  }

  plan(): UnsyncPlan {
    const [files, doubtful, directories]: [Leaving[], Leaving[], Leaving[]] = [[], [], []];
    const forgotten: BaseRow[] = [];
    for (const row of this.#choice.kind === 'deselected' ? this.#listRows() : []) {
      const found = this.#toLeaving(row, row.id);
      const leftBehind = found === undefined ? this.#findLeftBehind(row) : undefined;
      const here = found ?? leftBehind;
      if (here !== undefined && row.kind === 'directory') directories.push(here);
      else if (found !== undefined && this.#mayLeave(found)) files.push(found);
      else if (leftBehind !== undefined && this.#isOnServer(row)) doubtful.push(leftBehind);
      else forgotten.push(row);
    }
    const staying = this.#listStaying(new Set([...files, ...doubtful].map(({ path }) => path)));
    const going = [...files, ...doubtful, ...directories].map(({ row }) => row.id);
    const unneeded = [...going, ...forgotten.map(({ id }) => id)];
    const mayGo = new Set(planRemovals(unneeded, this.#input.rows, this.#shared.rowsBelow));
    return {
      choice: this.#choice,
      files,
      doubtful,
      directories: directories.filter(({ row }) => mayGo.has(row.id)).toSorted(deepestFirst),
      forgotten: forgotten.filter(({ id }) => mayGo.has(id)),
      staying,
    };
  }

  #listRows(): readonly BaseRow[] {
    const { rows, unseen } = this.#input;
    return [...this.#owned].flatMap((id) => (unseen.has(id) ? [] : (rows.get(id) ?? [])));
  }

  #toLeaving(row: BaseRow, id: NodeId): Leaving | undefined {
    const { local, localStamps } = this.#input;
    const path = local.has(id) ? findPath(local, id) : undefined;
    const stamp = localStamps.get(id);
    return path === undefined || stamp === undefined ? undefined : { row, path, stamp };
  }

  /** Here as agreed, on the server as agreed, and nobody has carried it to another place here. */
  #mayLeave({ row, path }: Leaving): boolean {
    const { base, local } = this.#input;
    const agreed = base.get(row.id);
    if (agreed === undefined || local.get(row.id)?.content !== agreed.content || !this.#isOnServer(row)) return false;
    return this.#here.has(row.id) || path === findPath(base, row.id);
  }

  #isOnServer({ id }: BaseRow): boolean {
    const { base, remote } = this.#input;
    return remote.get(id)?.content === base.get(id)?.content;
  }

  /** Something untracked at the place of a row that has no presence here. */
  #findLeftBehind(row: BaseRow): Leaving | undefined {
    if (row.local !== undefined) return undefined;
    const id = this.#shared.findUntracked(row);
    return id === undefined ? undefined : this.#toLeaving(row, id);
  }

  #listStaying(going: ReadonlySet<RelativePath>): readonly RelativePath[] {
    const { local } = this.#input;
    const paths = [...this.#here].flatMap((id) => (local.get(id)?.kind === 'file' ? (findPath(local, id) ?? []) : []));
    return paths.filter((path) => !going.has(path)).toSorted();
  }
}

function depth(path: RelativePath): number {
  return path.split('/').length;
}
