import { createHash } from 'node:crypto';
import type { Operation } from '../core/model/operation.ts';
import type { Filesystem } from '../filesystem/filesystem.ts';
import type { RemoteRow } from '../sync-database/sync-database.ts';

/** One private file per version, so that an interrupted download goes on where it stopped. */
export function stagingId({ key, etag }: Pick<RemoteRow, 'key' | 'etag'>): string {
  return createHash('sha256').update(`${key}\n${etag}`).digest('hex').slice(0, 40);
}

/**
 * After a power cut a private file can have its length without its bytes. Only a checksum of the server's can tell: what is
 * left of any other download is thrown away. Only called while nothing is downloaded.
 */
export async function dropUnprovable(filesystem: Filesystem, findRows: () => Iterable<RemoteRow>): Promise<void> {
  const ids = await filesystem.listStaging();
  if (ids.length === 0) return;
  const provable = new Set<string>();
  for (const row of findRows()) if (row.checksum !== undefined) provable.add(stagingId(row));
  await discard(
    filesystem,
    ids.filter((id) => !provable.has(id)),
  );
}

/** What is left of downloads that no operation goes on with is thrown away. Only called while nothing is downloaded. */
export async function dropLeftovers(
  filesystem: Filesystem,
  operations: readonly Operation[],
  findRow: (operation: Operation) => RemoteRow | undefined,
): Promise<void> {
  const ids = await filesystem.listStaging();
  if (ids.length === 0) return;
  const wanted = new Set<string>();
  for (const operation of operations) {
    const row = operation.kind === 'transfer' && operation.side === 'local' ? findRow(operation) : undefined;
    if (row !== undefined) wanted.add(stagingId(row));
  }
  await discard(
    filesystem,
    ids.filter((id) => !wanted.has(id)),
  );
}

/** How many bytes are here from downloads that were interrupted, by staging id. Only called while nothing is downloaded. */
export async function measureStaged(filesystem: Filesystem): Promise<ReadonlyMap<string, number>> {
  const sizes = new Map<string, number>();
  for (const id of await filesystem.listStaging()) {
    const opened = await filesystem.openStaging(id);
    if (!opened.ok) continue;
    sizes.set(id, opened.value.sizeBytes);
    await opened.value.close();
  }
  return sizes;
}

async function discard(filesystem: Filesystem, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    const opened = await filesystem.openStaging(id);
    if (!opened.ok) continue;
    await opened.value.discard();
    await opened.value.close();
  }
}
