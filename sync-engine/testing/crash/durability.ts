/** What the calls of a process would have left if the power had been cut at the worst moment. */
export interface DurabilityVerdict {
  /** Commits of rows that tell of something not yet on the disk. */
  readonly early: readonly string[];
  /** Uploads of files that a person wrote. */
  readonly uploads: number;
  /** Rows that tell of a file or directory which this process itself brought here. */
  readonly rowsAboutOwnWork: number;
  /** Files whose bytes this process wrote before a row told of them. */
  readonly filesWritten: number;
}

/**
 * Judges the record of `recordDurability`: when a base row is committed, the bytes that the engine wrote into its file
 * must have been synced after the last write, and the directory that holds its name after the name came. The
 * same holds for the bytes of a person's file that is uploaded. Else a power
 * cut could leave a base that knows of bytes which are nowhere, and the next run would send an empty file.
 */
export function judgeDurability(record: string): DurabilityVerdict {
  const unsyncedBytes = new Set<string>();
  const unsyncedNames = new Map<string, string>();
  const ownWork = new Set<string>();
  const written = new Set<string>();
  const writtenBeforeRow = new Set<string>();
  const early: string[] = [];
  let rows: string[] = [];
  let rowsAboutOwnWork = 0;
  let uploads = 0;
  for (const [index, line] of record.split('\n').entries()) {
    const [word, inode = '', directory = ''] = line.split(' ');
    if (word === 'bytes') {
      unsyncedBytes.add(inode);
      written.add(inode);
    } else if (word === 'made') {
      unsyncedBytes.delete(inode);
      written.delete(inode);
    } else if (word === 'name') {
      unsyncedNames.set(inode, directory);
      ownWork.add(inode);
    } else if (word === 'sync') {
      unsyncedBytes.delete(inode);
      for (const [item, at] of unsyncedNames) if (at === inode) unsyncedNames.delete(item);
    } else if (word === 'sent') {
      // A person wrote them, nobody knows when.
      uploads += 1;
      unsyncedBytes.add(inode);
    } else if (word === 'row') rows.push(inode);
    else if (word === 'commit') {
      rowsAboutOwnWork += rows.filter((row) => ownWork.has(row)).length;
      for (const row of rows) {
        if (written.has(row)) writtenBeforeRow.add(row);
        if (unsyncedBytes.has(row)) early.push(`line ${index}: bytes of ${row}`);
        if (unsyncedNames.has(row)) early.push(`line ${index}: name of ${row}`);
      }
      rows = [];
    }
  }
  return { early, uploads, rowsAboutOwnWork, filesWritten: writtenBeforeRow.size };
}
