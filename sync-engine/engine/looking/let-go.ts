import type { NodeId } from '../../core/model/ids.ts';
import type { Operation } from '../../core/model/operation.ts';
import type { BaseTree, ContentId } from '../../core/model/tree.ts';
import { NO_CONTENT, toContentId } from '../../core/model/tree.ts';
import type { Observation } from './observe.ts';

/**
 * Bytes in whose place this computer has put others on the server, or that it has removed there, since it last looked:
 * it did so while it saw another file with them, which somebody else may have let go in that very moment. Nothing of it
 * outlives the program.
 */
export class LetGo {
  readonly #contents = new Set<ContentId>();

  /** As they are now; later acts do not change what was given out. */
  list(): ReadonlySet<ContentId> {
    return new Set(this.#contents);
  }

  /** An operation was carried out, or may have been. */
  note(operation: Operation, base: BaseTree): void {
    if (operation.side !== 'remote') return;
    for (const id of listLosers(operation)) {
      const agreed = base.get(id);
      if (agreed?.kind === 'file') this.#contents.add(agreed.content);
    }
  }

  /** The server has been looked at since; only of files that could not be seen it is still open whether they are there. */
  noteLook({ base, observed }: Pick<Observation, 'base' | 'observed'>): void {
    if (this.#contents.size === 0) return;
    const unseen = new Set(
      Array.from(observed.withheld.unseen, (id) => {
        const checksum = base.get(id)?.checksum;
        return checksum === undefined ? NO_CONTENT : toContentId(checksum);
      }),
    );
    for (const content of this.#contents) if (!unseen.has(content)) this.#contents.delete(content);
  }
}

/** Items whose bytes an operation takes away. */
function listLosers(operation: Operation): readonly NodeId[] {
  if (operation.kind === 'remove') return operation.covers;
  return operation.kind === 'transfer' && operation.mode.kind !== 'create' ? [operation.node] : [];
}
