import type { NodeId } from '../model/ids.ts';
import { ROOT_ID } from '../model/ids.ts';
import type { NodeKind } from '../model/observation.ts';
import { isAllAllowed, isAllowed } from '../model/permissions.ts';
import type { BaseNode, BaseTree, Tree, TreeNode } from '../model/tree.ts';
import { groupByParent } from '../model/tree.ts';
import type { Forget } from './merge-types.ts';

/** Both sides and what was agreed on, before merge. The server's tree carries the letters of what is allowed. */
export interface PermittedInput {
  readonly base: BaseTree;
  readonly local: Tree;
  readonly remote: Tree;
  /** Letters of the sync root. */
  readonly rootPermissions: string | undefined;
  readonly newId: () => NodeId;
}

/** What of the local side has to be understood differently, because the server would refuse it. */
export interface Permitted {
  /** Tracked item → new id of what is now at its new place here: not moved, but gone from one place and new at the other. */
  readonly replaced: ReadonlyMap<NodeId, NodeId>;
  /** Items that come back from the server, because they may neither be moved nor removed there. */
  readonly broughtBack: readonly Forget[];
}

/**
 * What a person did here and may not do on the server is understood as what he may do:
 * - a move that is not allowed is a deletion of the old and a new item at the new place, where both are allowed;
 * - where the new place takes nothing, or the old one may not be deleted, the old one comes back from the server;
 * - a deletion that is not allowed brings the item back.
 *
 * Nothing here is undone: what the person put somewhere stays there. Pure but for ids.
 */
export function respectPermissions(input: PermittedInput): Permitted {
  if (!isAnythingForbidden(input)) return { replaced: new Map(), broughtBack: [] };
  const permissions = new Permissions(input);
  permissions.takeMoves();
  permissions.takeRemovals();
  return permissions;
}

function isAnythingForbidden({ remote, rootPermissions }: PermittedInput): boolean {
  // The root itself is never moved or removed.
  if (!isAllowed('create-file', rootPermissions) || !isAllowed('create-directory', rootPermissions)) return true;
  for (const { kind, permissions } of remote.values()) if (!isAllAllowed(kind, permissions)) return true;
  return false;
}

class Permissions implements Permitted {
  readonly replaced = new Map<NodeId, NodeId>();
  readonly broughtBack: Forget[] = [];
  readonly #input: PermittedInput;
  /** Whether a directory that the server does not have yet may be made there, by its id here. */
  readonly #canBeMade = new Map<NodeId, boolean>();

  constructor(input: PermittedInput) {
    this.#input = input;
  }

  /** From the top down, so that what a directory holds is looked at when it is known what became of the directory. */
  takeMoves(): void {
    const { local } = this.#input;
    const children = groupByParent(local);
    const pending: NodeId[] = [ROOT_ID];
    for (let directory = pending.pop(); directory !== undefined; directory = pending.pop()) {
      for (const id of children.get(directory) ?? []) {
        const node = local.get(id);
        if (node === undefined) continue;
        this.#takeMove({ ...node, parentId: this.replaced.get(directory) ?? directory });
        if (node.kind === 'directory') pending.push(id);
      }
    }
  }

  takeRemovals(): void {
    const { base, local, remote } = this.#input;
    const isBack = new Set(this.broughtBack.map(({ id }) => id));
    for (const { id, onLocal } of base.values()) {
      const there = remote.get(id);
      if (!onLocal || there === undefined) continue;
      const isGoneHere = !local.has(id) || this.replaced.has(id);
      if (isGoneHere && !isBack.has(id) && !isAllowed('remove', there.permissions)) this.#bringBack(id);
    }
  }

  #takeMove(node: TreeNode): void {
    const { base, remote, newId } = this.#input;
    const agreed = base.get(node.id);
    const there = remote.get(node.id);
    if (there === undefined) this.#noteNew(node);
    if (there === undefined || agreed === undefined || !agreed.onLocal || !agreed.onRemote) return;
    if (this.#isMoveAllowed(node, agreed, there)) return;
    const id = newId();
    this.replaced.set(node.id, id);
    if (!this.#noteNew({ ...node, id })) this.#bringBack(node.id);
  }

  /** Where the server moved an item as well, its place counts and nothing is asked of it. */
  #isMoveAllowed(node: TreeNode, agreed: BaseNode, there: TreeNode): boolean {
    if (node.parentId !== agreed.parentId && there.parentId === agreed.parentId)
      return isAllowed('move', there.permissions) && this.#takesIn(node.parentId, node.kind);
    const isRenamed = node.name !== agreed.name && there.name === agreed.name;
    return !isRenamed || isAllowed('rename', there.permissions);
  }

  /** Whether something that is new to the server can be made there. */
  #noteNew(node: TreeNode): boolean {
    const canBeMade = this.#takesIn(node.parentId, node.kind);
    if (node.kind === 'directory') this.#canBeMade.set(node.id, canBeMade);
    return canBeMade;
  }

  #takesIn(directory: NodeId, kind: NodeKind): boolean {
    const { remote, rootPermissions } = this.#input;
    const act = kind === 'file' ? 'create-file' : 'create-directory';
    if (directory === ROOT_ID) return isAllowed(act, rootPermissions);
    const there = remote.get(directory);
    return there === undefined ? this.#canBeMade.get(directory) !== false : isAllowed(act, there.permissions);
  }

  #bringBack(id: NodeId): void {
    this.broughtBack.push({ id, side: 'local' });
  }
}
