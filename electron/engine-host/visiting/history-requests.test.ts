import { rm } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { addFolder, enterOffice, startHost, waitForState } from '#e2e/stage/engine-host.ts';
import { readTexts, waitFor } from '#e2e/stage/office.ts';

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
  return { api: running.api, office, folderId };
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

it('looks whether something is still at its place only where that is asked for', async () => {
  const { api, office, folderId } = await startDownloaded();
  await rm(office.place('BayernBox/allein.txt'));
  const question = { folderId, search: 'allein.txt', verbs: ['download'], limit: 20 } as const;

  const [listed, looked] = [
    await api.listHistory(question),
    await api.listHistory({ ...question, looksAtPlaces: true }),
  ];

  expect(listed).toMatchObject({ ok: true, value: { items: [{ path: 'allein.txt' }] } });
  expect(listed.ok && 'isMissing' in (listed.value.items[0] ?? {})).toBe(false);
  expect(looked).toMatchObject({ ok: true, value: { items: [{ path: 'allein.txt', isMissing: true }] } });
});

it('says of what lies in a folder that was deselected since that it is not on this computer', async () => {
  const { api, office, folderId } = await startDownloaded();
  await api.changeSelection({ folderId, seen: ['Haushalt 2027'], deselected: ['Haushalt 2027/Anlagen'] });
  const isGone = async () => Object.keys(await readTexts(office.place('BayernBox'))).length === 1;
  await waitFor(isGone, 'the folder has gone', 30_000);

  const listed = await api.listHistory({ folderId, verbs: ['download'], limit: 20 });

  const views = listed.ok ? listed.value.items : [];
  expect(views).toHaveLength(NAMES.length + 1);
  for (const { path, away } of views) expect(away).toBe(path === 'allein.txt' ? undefined : 'Haushalt 2027/Anlagen');
  for (const { notUndoable } of views) expect(notUndoable).toBe('came-from-server');
});

it('counts in a line only what the search finds, and has nothing after an entry that is gone', async () => {
  const { api, folderId } = await startDownloaded();

  const found = await api.listHistoryRows({ folderId, search: 'anlagen/1', limit: 10 });
  const gone = await api.listHistory({ folderId, after: 'long-ago', limit: 10 });

  // 1, 10 and 11.
  expect(found).toMatchObject({ ok: true, value: { items: [{ kind: 'group', count: 3 }] } });
  expect(gone).toEqual({ ok: true, value: { items: [] } });
});
