import { findOwner, isLiveOwnerFile, toOwnerFileNames } from '../core/model/owner-file.ts';
import type { RelativePath } from '../core/model/relative-path.ts';
import { baseName, joinPath, parentPath } from '../core/model/relative-path.ts';
import type { SyncError } from '../core/model/sync-error.ts';
import type { OperationContext } from './context.ts';

/** How soon a document that is open is worth another look. */
const LOOK_AGAIN_MS = 10_000;

/**
 * Says so when an office program has a document open: a version from the server that came under its feet would be
 * overwritten by its next save. Undefined when the document may be replaced.
 */
export async function findOpenElsewhere(path: RelativePath, context: OperationContext): Promise<SyncError | undefined> {
  for (const name of toOwnerFileNames(baseName(path))) {
    const place = joinPath(parentPath(path), name);
    const reading = await context.filesystem.stat(place);
    if (reading.kind !== 'present' || reading.entry.kind !== 'file') continue;
    if (!isLiveOwnerFile(reading.entry.stamp, context.clock.nowMs())) continue;
    const heldBy = await readOwner(place, name, context);
    return {
      code: 'local-file-busy',
      scope: 'item',
      retry: { kind: 'after', delayMs: LOOK_AGAIN_MS },
      detail: 'an office program has it open',
      ...(heldBy === undefined ? {} : { heldBy: { name: heldBy } }),
    };
  }
  return undefined;
}

async function readOwner(place: RelativePath, name: string, context: OperationContext): Promise<string | undefined> {
  const opened = await context.filesystem.openFile(place);
  if (opened.kind !== 'done') return undefined;
  try {
    const bytes = await opened.value.readWhole();
    if (bytes.kind !== 'done') return undefined;
    return findOwner(name, (encoding) => new TextDecoder(encoding).decode(bytes.value));
  } finally {
    await opened.value.close();
  }
}
