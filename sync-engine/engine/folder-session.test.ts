import { expect, test } from 'vitest';
import { FakeClock } from '#sync-engine/clock/fake-clock.ts';
import type { EngineEvent } from '#sync-engine/core/model/engine-state.ts';
import { FakeFilesystem } from '#sync-engine/filesystem/fake-filesystem.ts';
import { MemoryLogger } from '#sync-engine/logger/memory-logger.ts';
import { InMemorySyncDatabase } from '#sync-engine/sync-database/in-memory-sync-database.ts';
import { FolderSession } from './folder-session.ts';

test('a disk that is away when a run leaves its mark makes no old database of the one that has it', async () => {
  const filesystem = new FakeFilesystem({ clock: new FakeClock() });
  await filesystem.open();
  const events: EngineEvent[] = [];
  let marks = 0;
  const ports = {
    filesystem,
    database: new InMemorySyncDatabase(),
    logger: new MemoryLogger(),
    randomId: () => `mark ${(marks += 1)}`,
  };
  const openSession = async (): Promise<FolderSession> => {
    const session = new FolderSession({ ports, onEvent: (event) => events.push(event) });
    await session.open();
    return session;
  };
  await (await openSession()).beginRun();

  const interrupted = await openSession();
  filesystem.disk.unmount('empty-directory');
  await interrupted.beginRun();
  filesystem.disk.mount();
  await openSession();

  expect(marks).toBe(2);
  expect(events).toEqual([]);
});
