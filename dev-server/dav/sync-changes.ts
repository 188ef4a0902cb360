import type { ServerContext } from '../server-context.ts';
import type { JournalEntry } from '../store/journal.ts';
import type { NodeId, StoredNode } from '../store/node.ts';
import type { SyncPosition } from './sync-token.ts';

/** What a `sync-collection` report asks for. */
export interface SyncQuery {
  readonly collectionId: NodeId;
  readonly start: SyncPosition;
  /** Sync level infinite. */
  readonly isDeep: boolean;
  readonly limit: number;
}

/** One member to report. */
export interface SyncStep {
  /** From the collection. */
  readonly segments: readonly string[];
  /** Undefined when nothing is at this place any more. */
  readonly node: StoredNode | undefined;
  readonly isDirectory: boolean;
  /** Where a client goes on that has read up to and including this member. */
  readonly position: SyncPosition;
}

const PAGE_ENTRIES = 500;

/**
 * Whether a directory's place has since been taken by another directory. Then its old members would each have to be
 * reported as gone, which nobody can list any more: the token is treated as expired and the client lists afresh.
 */
export function wasDirectoryReplaced(context: ServerContext, query: SyncQuery): boolean {
  if (!query.isDeep || query.start.within?.kind === 'listing') return false;
  const { journal, nodes } = context.store;
  const { rootId } = nodes.locate(query.collectionId);
  for (let seq = query.start.seq; ;) {
    const page = journal.after(rootId, seq, PAGE_ENTRIES);
    for (const entry of page) {
      if (entry.kind !== 'gone' || !entry.isDirectory || entry.parentId === undefined) continue;
      const successor = nodes.findChild(entry.parentId, entry.name);
      if (successor?.isDirectory === true && successor.id !== entry.nodeId) return true;
    }
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE_ENTRIES) return false;
    seq = last.seq;
  }
}

/** All members a client has to hear of, from its position up to `latest`; lazy, so it can be cut anywhere. */
export function* walkChanges(context: ServerContext, query: SyncQuery, latest: number): Generator<SyncStep> {
  const walk = new ChangeWalk(context, query);
  const { within, seq } = query.start;
  if (within?.kind === 'listing') {
    yield* walk.listing(seq, within.lastNodeId);
    return;
  }
  yield* walk.entries(seq, latest);
}

class ChangeWalk {
  readonly #context: ServerContext;
  readonly #query: SyncQuery;
  readonly #told = new Set<string>();

  constructor(context: ServerContext, query: SyncQuery) {
    this.#context = context;
    this.#query = query;
  }

  *listing(seq: number, lastNodeId: NodeId): Generator<SyncStep> {
    const { collectionId, isDeep } = this.#query;
    const resumeAt = this.#isStillThere(collectionId, lastNodeId, seq) ? lastNodeId : collectionId;
    for (const { node, segments } of this.#membersAfter(collectionId, resumeAt, isDeep)) {
      yield {
        segments,
        node,
        isDirectory: node.isDirectory,
        position: { seq, within: { kind: 'listing', lastNodeId: node.id } },
      };
    }
  }

  *entries(start: number, latest: number): Generator<SyncStep> {
    const { journal, nodes } = this.#context.store;
    const { rootId } = nodes.locate(this.#query.collectionId);
    for (let seq = start; ;) {
      const page = journal.after(rootId, seq, PAGE_ENTRIES).filter((entry) => entry.seq <= latest);
      for (const entry of page) yield* entry.kind === 'gone' ? this.#gone(entry) : this.#present(entry);
      const last = page.at(-1);
      if (last === undefined || page.length < PAGE_ENTRIES) return;
      seq = last.seq;
    }
  }

  *#gone(entry: JournalEntry): Generator<SyncStep> {
    if (entry.parentId === undefined) return;
    const parent = this.#pathWithin(entry.parentId);
    if (parent === undefined || (!this.#query.isDeep && parent.length > 0)) return;
    if (this.#context.store.nodes.findChild(entry.parentId, entry.name) !== undefined) return;
    yield* this.#tell({
      segments: [...parent, entry.name],
      node: undefined,
      isDirectory: entry.isDirectory,
      position: { seq: entry.seq, within: undefined },
    });
  }

  *#present(entry: JournalEntry): Generator<SyncStep> {
    const { nodes } = this.#context.store;
    const node = nodes.find(entry.nodeId);
    const segments = node === undefined ? undefined : this.#pathWithin(node.id);
    if (node === undefined || segments === undefined || segments.length === 0) return;
    if (!this.#query.isDeep && segments.length > 1) return;
    const hasMembers = entry.kind === 'arrived' && node.isDirectory && this.#query.isDeep;
    const before = entry.seq - 1;
    const inside = (lastNodeId: NodeId): SyncPosition => ({ seq: before, within: { kind: 'expansion', lastNodeId } });
    const resumeAt = hasMembers ? this.#resumePoint(entry, node.id) : undefined;
    if (resumeAt === undefined) {
      yield* this.#tell({
        segments,
        node,
        isDirectory: node.isDirectory,
        position: hasMembers ? inside(node.id) : { seq: entry.seq, within: undefined },
      });
    }
    if (!hasMembers) return;
    for (const member of this.#membersAfter(node.id, resumeAt ?? node.id, true)) {
      yield* this.#tell({
        segments: [...segments, ...member.segments],
        node: member.node,
        isDirectory: member.node.isDirectory,
        position: inside(member.node.id),
      });
    }
  }

  /** Where the client stopped inside this very tree, if it can be continued there. */
  #resumePoint(entry: JournalEntry, topId: NodeId): NodeId | undefined {
    const { within, seq } = this.#query.start;
    if (within?.kind !== 'expansion' || seq !== entry.seq - 1) return undefined;
    return this.#isStillThere(topId, within.lastNodeId, entry.seq) ? within.lastNodeId : undefined;
  }

  *#tell(step: SyncStep): Generator<SyncStep> {
    const key = step.segments.join('/');
    if (this.#told.has(key)) return;
    this.#told.add(key);
    yield step;
  }

  /** Whether an item is still below `topId` and neither it nor a directory between moved since. */
  #isStillThere(topId: NodeId, nodeId: NodeId, seq: number): boolean {
    const { nodes, journal } = this.#context.store;
    if (nodes.find(nodeId) === undefined) return false;
    const { lineage } = nodes.locate(nodeId);
    const top = lineage.indexOf(topId);
    return top >= 0 && lineage.slice(top + 1).every((id) => !journal.hasMovedSince(id, seq));
  }

  #pathWithin(nodeId: NodeId): readonly string[] | undefined {
    const { nodes } = this.#context.store;
    if (nodes.find(nodeId) === undefined) return undefined;
    const { lineage, segments } = nodes.locate(nodeId);
    const index = lineage.indexOf(this.#query.collectionId);
    return index < 0 ? undefined : segments.slice(index);
  }

  /** Members of a tree in listing order, from the one after `lastId` on. */
  *#membersAfter(
    topId: NodeId,
    lastId: NodeId,
    isDeep: boolean,
  ): Generator<{ readonly node: StoredNode; readonly segments: readonly string[] }> {
    const { nodes } = this.#context.store;
    const { lineage, segments } = nodes.locate(lastId);
    const top = lineage.indexOf(topId);
    for (let level = lineage.length - 1; level >= top; level -= 1) {
      const directoryId = lineage[level];
      const isLast = level === lineage.length - 1;
      if (directoryId === undefined || (isLast && !isDeep && level > top)) continue;
      const afterName = isLast ? '' : (segments[level] ?? '');
      yield* this.#walk(directoryId, segments.slice(top, level), { afterName, isDeep });
    }
  }

  *#walk(
    directoryId: NodeId,
    path: readonly string[],
    options: { readonly afterName: string; readonly isDeep: boolean },
  ): Generator<{ readonly node: StoredNode; readonly segments: readonly string[] }> {
    const { nodes } = this.#context.store;
    for (let afterName = options.afterName; ;) {
      const page = nodes.childrenAfter(directoryId, afterName, PAGE_ENTRIES);
      for (const node of page) {
        const segments = [...path, node.name];
        yield { node, segments };
        if (options.isDeep && node.isDirectory) yield* this.#walk(node.id, segments, { afterName: '', isDeep: true });
      }
      const last = page.at(-1);
      if (last === undefined || page.length < PAGE_ENTRIES) return;
      afterName = last.name;
    }
  }
}
