import { expect, it, vi } from 'vitest';
import { enterOffice, signIn, startHost } from '#e2e/stage/engine-host.ts';
import { readTexts, USER, waitFor } from '#e2e/stage/office.ts';

vi.setConfig({ testTimeout: 120_000 });

const NAMES = ['Bauamt', 'Kasse', 'Schule', 'Archiv', 'Forst'];

it('five sync folders of one account listen to one stream of events, which ends with the last of them', async () => {
  const office = await enterOffice('infinite-scale');
  const running = await startHost(office);
  const accountId = await signIn(running, office);
  for (const name of NAMES) await office.makeDirectory(name);
  const folderIds: string[] = [];
  for (const name of NAMES) {
    const added = await running.api.addFolder({ accountId, remotePath: name, localPath: office.place(name) });
    if (!added.ok) throw new Error(added.error.code);
    folderIds.push(added.value.folderId);
  }
  const streams = (): number => office.server.pushConnections(USER.name);
  const opened = (): number => office.server.requestLog.entries.filter(({ path }) => path.endsWith('/sse')).length;
  const allInSync = (): boolean | undefined =>
    running.heard().folders.every(({ state }) => state.kind === 'in-sync') || undefined;
  await waitFor(allInSync, 'all folders to be in sync');
  await waitFor(() => streams() > 0 || undefined, 'the stream');

  for (const name of NAMES) await office.put(`${name}/neu.txt`, name);
  for (const name of NAMES)
    await waitFor(async () => 'neu.txt' in (await readTexts(office.place(name))) || undefined, `the file in ${name}`);
  const whileAllListen = [streams(), opened()];
  office.server.breakPush();
  await waitFor(() => (opened() === 2 && streams() === 1) || undefined, 'the stream after it was broken');
  for (const folderId of folderIds.slice(1)) await running.api.removeFolder({ folderId });
  const whileOneListens = streams();
  await running.api.removeFolder({ folderId: folderIds[0] ?? '' });

  await waitFor(() => streams() === 0 || undefined, 'the stream to end');
  expect([whileAllListen, whileOneListens, opened()]).toEqual([[1, 1], 1, 2]);
});
