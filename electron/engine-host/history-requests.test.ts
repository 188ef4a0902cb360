import { expect, it } from 'vitest';
import { addFolder, enterOffice, startHost, waitForState } from '#e2e/stage/engine-host.ts';

const NAMES = Array.from({ length: 12 }, (_, index) => `Haushalt 2027/Anlagen/${index}.txt`);

/** A folder that has just been downloaded as a whole. */
async function startDownloaded() {
  const office = await enterOffice();
  await office.makeDirectory('Haushalt 2027');
  await office.makeDirectory('Haushalt 2027/Anlagen');
  for (const name of NAMES) await office.put(name, name);
  await office.put('allein.txt', 'allein');
  const running = await startHost(office);
  const folderId = await addFolder(running, office);
  await waitForState(running, 'in-sync');
  return { api: running.api, folderId };
}

it('tells many downloads of one run in one line, and each of them page by page', async () => {
  const { api, folderId } = await startDownloaded();

  const rows = await api.listHistoryRows({ folderId, verbs: ['download'], limit: 10 });

  const alone = { kind: 'entry', entry: { path: 'allein.txt' } };
  const group = { kind: 'group', count: 12, directory: 'Haushalt 2027/Anlagen', newest: { verb: 'download' } };
  const items = rows.ok ? rows.value.items : [];
  expect(items).toHaveLength(2);
  expect(items).toMatchObject(items[0]?.kind === 'group' ? [group, alone] : [alone, group]);

  const groupId = items.flatMap((row) => (row.kind === 'group' ? [row.groupId] : []))[0] ?? '';
  const paths: string[] = [];
  for (let after: string | undefined; paths.length < NAMES.length;) {
    const page = await api.listHistory({ folderId, groupId, limit: 5, ...(after === undefined ? {} : { after }) });
    if (!page.ok) throw new Error(page.error.code);
    expect(page.value.items.length).toBeLessThanOrEqual(5);
    paths.push(...page.value.items.map(({ path }) => path));
    after = page.value.items.at(-1)?.historyId;
  }
  expect(paths.toSorted()).toEqual(NAMES.toSorted());
});

it('counts in a line only what the search finds, and has nothing after an entry that is gone', async () => {
  const { api, folderId } = await startDownloaded();

  const found = await api.listHistoryRows({ folderId, search: 'anlagen/1', limit: 10 });
  const gone = await api.listHistory({ folderId, after: 'long-ago', limit: 10 });

  // 1, 10 and 11.
  expect(found).toMatchObject({ ok: true, value: { items: [{ kind: 'group', count: 3 }] } });
  expect(gone).toEqual({ ok: true, value: { items: [] } });
});
