import { expect, it } from 'vitest';
import { addFolder, enterOffice, startHost, waitForState } from '#e2e/stage/engine-host.ts';
import { readTexts } from '#e2e/stage/office.ts';

const MORE_THAN_ANY_DISK_HAS = 10 ** 15;

it('tells how much room is missing on the disk, goes on with all that fits, and forgets it when nothing is missing', async () => {
  const office = await enterOffice('infinite-scale');
  await office.makeDirectory('Akten');
  await office.put('Akten/Film.mp4', 'a film');
  await office.put('Notiz.txt', 'short');
  const effect = { kind: 'claim-sizes', sizeBytes: MORE_THAN_ANY_DISK_HAS } as const;
  const claim = office.server.faults.add({ method: 'PROPFIND', path: '/Akten$', effect });
  const running = await startHost(office);
  const folderId = await addFolder(running, office);

  await waitForState(running, 'waiting');
  const problems = await running.api.listProblems({ folderId });
  const here = await readTexts(office.place('BayernBox'));
  office.server.faults.remove(claim);
  await office.put('Akten/Film.mp4', 'a shorter film');
  await running.api.syncNow({});
  await waitForState(running, 'in-sync');

  const [problem] = problems.ok ? problems.value.items : [];
  expect(problem?.code).toBe('disk-full');
  expect(problem?.missingBytes).toBeGreaterThan(0);
  expect(here).toEqual({ 'Notiz.txt': 'short' });
  expect(await running.api.listProblems({ folderId })).toMatchObject({ ok: true, value: { items: [] } });
});
