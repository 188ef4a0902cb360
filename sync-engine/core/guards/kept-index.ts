/** A row of the index, as far as it is compared with the disk. */
interface IndexedVersion {
  readonly keepId: string;
  readonly originalPath: string;
}

/** A file in the safety store. */
interface StoredVersion {
  readonly keepId: string;
  readonly name: string;
}

/** What index and disk say together. */
export interface KeptReconciliation<Row, Stored> {
  /** Listed and there. */
  readonly matched: readonly { readonly row: Row; readonly stored: Stored }[];
  /** Listed, but the bytes are gone: restored, cleaned, or never arrived. */
  readonly gone: readonly Row[];
  /** There, but not listed: a crash or a lost index came between. They are listed anew, never removed for it. */
  readonly unlisted: readonly Stored[];
}

/**
 * Compares the index of the safety store with the disk, which is right where the two differ. An id holds one file; more
 * that somebody put beside it are left alone. Pure.
 */
export function reconcileKept<Row extends IndexedVersion, Stored extends StoredVersion>(
  rows: readonly Row[],
  stored: readonly Stored[],
): KeptReconciliation<Row, Stored> {
  const byId = new Map<string, Stored[]>();
  for (const file of stored) {
    const files = byId.get(file.keepId);
    if (files === undefined) byId.set(file.keepId, [file]);
    else files.push(file);
  }
  const matched: { readonly row: Row; readonly stored: Stored }[] = [];
  const gone: Row[] = [];
  for (const row of rows) {
    const name = row.originalPath.slice(row.originalPath.lastIndexOf('/') + 1);
    const found = byId.get(row.keepId)?.find((file) => file.name === name);
    if (found === undefined) gone.push(row);
    else {
      matched.push({ row, stored: found });
      byId.delete(row.keepId);
    }
  }
  const unlisted = [...byId.values()].flatMap((files) => files.slice(0, 1));
  return { matched, gone, unlisted };
}
