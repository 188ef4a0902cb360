import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { addFolder, enterOffice, startHost, waitForState } from '#e2e/stage/engine-host.ts';
import { waitFor } from '#e2e/stage/office.ts';

it('shows what is being transferred, and brings to the front what a person wants first', async () => {
  const office = await enterOffice();
  const running = await startHost(office);
  const folderId = await addFolder(running, office);
  await waitForState(running, 'in-sync');
  const settings = await running.api.getSyncSettings({});
  if (!settings.ok) throw new Error(settings.error.code);
  // So slow that the order shows.
  await running.api.changeSyncSettings({ settings: { ...settings.value, limitUpBytesPerSecond: 60_000 } });
  await running.api.pause({ length: 'until-resumed' });
  const names = Array.from({ length: 60 }, (_, index) => `Plan ${String(index).padStart(2, '0')}.txt`);
  for (const name of names) await writeFile(join(office.place('BayernBox'), name), Buffer.alloc(20_000, name));
  await running.api.resume({});

  const wanted = await waitFor(
    async () => {
      const answer = await running.api.listTransfers({ folderId });
      return answer.ok ? answer.value.items.findLast(({ state }) => state === 'waiting')?.path : undefined;
    },
    'something to wait',
    30_000,
  );
  expect(await running.api.hurryTransfer({ folderId, path: wanted })).toEqual({ ok: true, value: {} });
  await waitFor(async () => (await office.get(wanted)) !== undefined || undefined, 'it to be there', 30_000);

  const left = await running.api.listTransfers({ folderId });
  expect(left.ok && left.value.waiting).toBeGreaterThan(0);
  expect(await running.api.hurryTransfer({ folderId, path: wanted })).toEqual({
    ok: false,
    error: { code: 'item-missing' },
  });
});
