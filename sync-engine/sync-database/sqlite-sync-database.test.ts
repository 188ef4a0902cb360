import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeSyncDatabase } from '../testing/conformance/sync-database-conformance.ts';
import { openSyncDatabase } from './open-sync-database.ts';

describeSyncDatabase('SqliteSyncDatabase', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sync-database-'));
  return {
    open() {
      const opened = openSyncDatabase(join(folder, 'sync.db'));
      if (opened.kind === 'unusable') throw opened.error;
      return opened.database;
    },
    dispose: () => rmSync(folder, { recursive: true }),
  };
});
