import { findPairs } from '../../core/conflicts/pairs.ts';
import { isConflictName, isSecondNameOf } from '../../core/merge/name-conflict.ts';
import { withAliases } from '../../core/merge/unify.ts';
import type { ConflictRecord } from '../../core/model/conflict.ts';
import type { NodeId } from '../../core/model/ids.ts';
import type { Operation, Transfer } from '../../core/model/operation.ts';
import type { Side } from '../../core/model/side.ts';
import type { Tree } from '../../core/model/tree.ts';
import { groupByParent } from '../../core/model/tree.ts';

/** How a second version that stays here stands: nobody has recorded it, nobody has decided on it, or somebody has. */
export type Standing = 'unrecorded' | 'open' | 'decided';

/** A second version that would be uploaded if the organisation let it. */
export interface StayingVersion {
  readonly id: NodeId;
  readonly standing: Standing;
}

/** What tells second versions. All of both sides: a first version that could not be seen whole is there. */
export interface VersionsSeen {
  readonly records: readonly ConflictRecord[];
  readonly local: Tree;
  readonly remote: Tree;
}

/** Ids that items of the trees go on under in a plan. */
export interface OtherIds {
  readonly aliases: ReadonlyMap<NodeId, NodeId>;
  /** Of items here that are made anew on the server instead of being moved. */
  readonly replaced: ReadonlyMap<NodeId, NodeId>;
}

/**
 * Second versions, as they are here now: those on record, and those that their name and a first one beside them tell, so
 * that none goes to the server because its record was lost. Where the first one is on neither side any more there are no
 * two versions: what is left is a file like any other. A directory that wanted the name of a file, or the other way round,
 * is no version of it. Pure.
 */
export class SecondVersions {
  readonly #local: Tree;
  readonly #remote: Tree;
  readonly #recorded: ReadonlyMap<NodeId, Standing>;
  #children: Readonly<Record<Side, ReadonlyMap<NodeId, readonly NodeId[]>>> | undefined;

  constructor({ records, local, remote }: VersionsSeen, { aliases, replaced }: OtherIds) {
    this.#remote = withAliases(remote, aliases);
    this.#recorded = findRecorded(records, withAliases(local, aliases), this.#remote);
    this.#local = withAliases(withAliases(local, replaced), aliases);
  }

  /** How the second version stands that an operation would bring to the server; undefined for any other operation. */
  find(operation: Operation): Standing | undefined {
    if (!isUpload(operation)) return undefined;
    return this.#recorded.get(operation.node) ?? (this.#isNamedLikeOne(operation) ? 'unrecorded' : undefined);
  }

  /** The loser of a conflict can win the next one, on the server; two losers are not versions of each other. */
  #isNamedLikeOne({ place: { parentId, name } }: Transfer): boolean {
    if (!isConflictName(name)) return false;
    const isFirst = (other: string): boolean => other !== name && isSecondNameOf(name, other);
    const isHere = this.#namesIn('local', parentId).some((other) => !isConflictName(other) && isFirst(other));
    return isHere || this.#namesIn('remote', parentId).some(isFirst);
  }

  /** Names of files. */
  #namesIn(side: Side, directory: NodeId): readonly string[] {
    const trees = { local: this.#local, remote: this.#remote };
    this.#children ??= { local: groupByParent(trees.local), remote: groupByParent(trees.remote) };
    return (this.#children[side].get(directory) ?? []).flatMap((id) => {
      const node = trees[side].get(id);
      return node?.kind === 'file' ? node.name : [];
    });
  }
}

/** True for an operation that brings a new file to the server. Pure. */
export function isUpload(operation: Operation): operation is Transfer {
  return operation.side === 'remote' && operation.kind === 'transfer' && operation.mode.kind === 'create';
}

function findRecorded(records: readonly ConflictRecord[], local: Tree, remote: Tree): ReadonlyMap<NodeId, Standing> {
  const going = records.filter(({ state }) => state.kind !== 'dissolved');
  const there = findPairs(going, remote);
  const standing = new Map<NodeId, Standing>();
  for (const [index, { record, original, second }] of findPairs(going, local).entries()) {
    const isFirstFile = [original, there[index]?.original].some((first) => first?.kind === 'file');
    if (isFirstFile && second?.kind === 'file')
      standing.set(second.id, record.state.kind === 'resolved' ? 'decided' : 'open');
  }
  return standing;
}
