import { mkdir, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import type { RunningHost } from '#e2e/stage/engine-host.ts';
import { addFolder, enterOffice, startHost, waitForState } from '#e2e/stage/engine-host.ts';
import { waitFor } from '#e2e/stage/office.ts';
import type { FolderNews } from '#ipc/folder-news.ts';
import { MemorySecretStore } from '#sync-engine/secrets/memory-secret-store.ts';

vi.setConfig({ testTimeout: 60_000 });

/** More than any disk may keep. */
const HUGE_BYTES = 20 * 1024 ** 3;

function newsOf({ heard }: RunningHost): readonly FolderNews[] {
  return heard().folders[0]?.news ?? [];
}

/** What a power cut leaves of databases whose bytes never reached the disk. */
async function loseDatabases(directory: string): Promise<void> {
  const names = (await readdir(directory, { recursive: true })).filter((name) => name.endsWith('.sqlite'));
  if (names.length === 0) throw new Error('there is no sync database');
  for (const name of names) await writeFile(join(directory, name), Buffer.alloc(8_192));
}

it('news of a folder stay over restarts until a person has seen them', async () => {
  const office = await enterOffice();
  const secrets = new MemorySecretStore();
  const restart = async (running: RunningHost): Promise<RunningHost> => {
    await running.host.close();
    return startHost(office, secrets);
  };
  const first = await startHost(office, secrets);
  const folderId = await addFolder(first, office);
  await waitForState(first, 'in-sync');
  expect(newsOf(first)).toEqual([]);
  await first.host.close();
  await loseDatabases(office.stateDirectory);

  const second = await startHost(office, secrets);
  const [told] = await waitFor(() => (newsOf(second).length > 0 ? newsOf(second) : undefined), 'the news');
  if (told?.kind !== 'united') throw new Error('other news');
  expect(told.why).toBe('database-broken');
  // Written before anything else happens: after a crash nothing else would tell of it.
  expect(await readFile(join(office.stateDirectory, 'folders.json'), 'utf8')).toContain('database-broken');
  const third = await restart(second);
  expect(newsOf(third)).toEqual([told]);
  const early = await third.api.dismissNews({ folderId, seen: { ...told, atMs: told.atMs - 1 } });
  expect(early).toMatchObject({ error: { code: 'changed-since' } });
  expect(newsOf(third)).toEqual([told]);
  expect(await third.api.dismissNews({ folderId, seen: told })).toEqual({ ok: true, value: {} });
  expect(newsOf(third)).toEqual([]);

  expect(newsOf(await restart(third))).toEqual([]);
});

it('kept files that need too much room are told of while they do', async () => {
  const office = await enterOffice();
  const running = await startHost(office);
  const folderId = await addFolder(running, office);
  await waitForState(running, 'in-sync');
  const kept = join(office.place('BayernBox'), '.bayernbox', 'kept', 'k1');
  await mkdir(kept, { recursive: true });
  await writeFile(join(kept, 'Imagefilm.mp4'), '');
  // A file with holes: it has a size and takes no room.
  await truncate(join(kept, 'Imagefilm.mp4'), HUGE_BYTES);
  const reopen = async (): Promise<void> => {
    await running.api.pause({ folderId, length: 'until-resumed' });
    await running.api.resume({ folderId });
  };
  const excess = () => running.heard().folders[0]?.keptOverLimit;
  expect(excess()).toBeUndefined();

  await reopen();
  const { keptBytes, maxBytes } = await waitFor(excess, 'the excess');
  await rm(kept, { recursive: true });
  await reopen();
  await waitFor(() => excess() === undefined || undefined, 'the end of it');

  expect([keptBytes, maxBytes < HUGE_BYTES]).toEqual([HUGE_BYTES, true]);
});
