import { expect, test } from 'vitest';
import { FakeClock } from '#sync-engine/clock/fake-clock.ts';
import type { EngineEvent } from '#sync-engine/core/model/engine-state.ts';
import { FakeFilesystem } from '#sync-engine/filesystem/fake-filesystem.ts';
import { MemoryLogger } from '#sync-engine/logger/memory-logger.ts';
import { InMemorySyncDatabase } from '#sync-engine/sync-database/in-memory-sync-database.ts';
import { FolderSession } from './folder-session.ts';

interface Parts {
  readonly filesystem: FakeFilesystem;
  readonly database: InMemorySyncDatabase;
  readonly events: EngineEvent[];
  readonly openSession: () => Promise<FolderSession>;
}

async function createParts(): Promise<Parts> {
  const filesystem = new FakeFilesystem({ clock: new FakeClock() });
  await filesystem.open();
  const database = new InMemorySyncDatabase();
  const events: EngineEvent[] = [];
  let marks = 0;
  const ports = { filesystem, database, logger: new MemoryLogger(), randomId: () => `mark ${(marks += 1)}` };
  const openSession = async (): Promise<FolderSession> => {
    const session = new FolderSession({ ports, onEvent: (event) => events.push(event) });
    await session.open();
    return session;
  };
  return { filesystem, database, events, openSession };
}

test('a disk that is away when a run leaves its mark makes no old database of the one that has it', async () => {
  const { filesystem, events, openSession } = await createParts();
  await (await openSession()).beginRun();

  const interrupted = await openSession();
  for (const _run of ['first', 'second']) {
    await interrupted.beginRun();
    filesystem.disk.unmount('empty-directory');
    await interrupted.beginRun();
    filesystem.disk.mount();
    await openSession();
  }

  expect(events).toEqual([]);
});

test('an old database is united with its folder once, not at every start', async () => {
  const { openSession, events, database } = await createParts();
  await (await openSession()).beginRun();
  await (await openSession()).beginRun();
  database.saveSession({ ...database.loadSession(), mark: 'from a backup', previousMark: undefined });

  await openSession();
  await openSession();

  expect(events.map(({ type }) => type)).toEqual(['united']);
});
