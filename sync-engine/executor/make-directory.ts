import type { MakeDirectory } from '../core/model/operation.ts';
import { parentPath } from '../core/model/relative-path.ts';
import type { Outcome } from '../core/model/sync-error.ts';
import { NO_CONTENT } from '../core/model/tree.ts';
import type { OperationContext } from './context.ts';
import { DONE, refused } from './outcome.ts';

/** Makes a directory where nothing is; something there by now is for the next plan to look at. */
export async function makeDirectory(operation: MakeDirectory, context: OperationContext): Promise<Outcome<void>> {
  const { ledger } = context;
  const { side, place, node } = operation;
  const path = ledger.findPlacePath(side, place);
  if (path === undefined) return refused('parent-missing');
  const item = { id: node, place, kind: 'directory' } as const;
  if (side === 'local') {
    const made = await context.filesystem.makeDirectory(path);
    if (made.kind !== 'done') return made;
    context.writer.touchDirectory(parentPath(path));
    ledger.putLocal(item, made.value, NO_CONTENT);
  } else {
    const made = await context.transport.makeDirectory(path, context.signal);
    if (made.kind !== 'done') return made;
    ledger.putRemote(item, made.value, NO_CONTENT);
  }
  context.onDeed({ nodeKind: 'directory', path, target: undefined, reversal: { kind: 'remove-directory' } });
  ledger.commit(node);
  return DONE;
}
