import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InMemorySyncDatabase } from './in-memory-sync-database.ts';
import { openSyncDatabase } from './open-sync-database.ts';
import type { SyncDatabase } from './sync-database.ts';

/** A copy in memory of the sync database at `path`, so that looking leaves no trace; empty where there is none. */
export function borrowDatabase(path: string): SyncDatabase {
  const copy = new InMemorySyncDatabase();
  if (!existsSync(path)) return copy;
  const folder = mkdtempSync(join(tmpdir(), 'bayernbox-look-'));
  try {
    for (const suffix of ['', '-wal']) {
      if (existsSync(path + suffix)) copyFileSync(path + suffix, join(folder, `copy${suffix}`));
    }
    const opened = openSyncDatabase(join(folder, 'copy'));
    if (opened.kind === 'opened') {
      takeOver(opened.database, copy);
      opened.database.close();
    }
    return copy;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function takeOver(from: SyncDatabase, to: SyncDatabase): void {
  const identity = from.loadIdentity();
  if (identity !== undefined) to.saveIdentity(identity);
  to.commitBase([...from.loadBase().values()].map((row) => ({ kind: 'put', row })));
  to.commitRemoteTree([...from.loadRemoteTree().values()].map((row) => ({ kind: 'put', row })));
  to.saveCursor(from.loadCursor());
  for (const parked of from.listParked()) to.addParked(parked);
  to.replaceFailures(from.listFailures());
  to.replaceHolds(from.listHolds());
  to.noteRecentActs(from.listRecentActs(), 0);
  to.saveSession(from.loadSession());
}
