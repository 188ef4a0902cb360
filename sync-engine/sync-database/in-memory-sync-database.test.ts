import { describeSyncDatabase } from '../testing/conformance/sync-database-conformance.ts';
import { createInMemoryStorage } from './in-memory-storage.ts';
import { InMemorySyncDatabase } from './in-memory-sync-database.ts';

describeSyncDatabase('InMemorySyncDatabase', () => {
  const storage = createInMemoryStorage();
  return { open: () => new InMemorySyncDatabase(storage), dispose: () => undefined };
});
