import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RunningHost } from '#e2e/stage/engine-host.ts';
import { addFolder, enterOffice, startHost, waitForState } from '#e2e/stage/engine-host.ts';
import type { Office } from '#e2e/stage/office.ts';
import { waitFor } from '#e2e/stage/office.ts';
import type { NoticeMemory } from '#electron/main/notices/notice.ts';
import { NOTHING_TOLD } from '#electron/main/notices/notice.ts';
import type { NoticeInput } from '#electron/main/notices/notifications.ts';
import { decideNotices } from '#electron/main/notices/notifications.ts';
import { DEFAULT_SHELL_SETTINGS } from '#policies/settings.ts';

/** What a person who looks elsewhere is told when nothing has changed for so long. */
function noticesAfter({ heard }: RunningHost, minutes: number) {
  return decideNotices(NOTHING_TOLD, whoLooksElsewhere({ heard }, minutes)).notices;
}

function whoLooksElsewhere({ heard }: Pick<RunningHost, 'heard'>, minutes: number): NoticeInput {
  return {
    state: heard(),
    settings: DEFAULT_SHELL_SETTINGS.notifications,
    isQuiet: false,
    nowMs: Date.now() + minutes * 60_000,
  };
}

/** A host of before, closed while one file lay in two versions and everything was paused. */
async function leaveTwoVersions(office: Office): Promise<NoticeMemory> {
  const running = await startHost(office);
  await addFolder(running, office, 'Amt');
  await waitForState(running, 'in-sync');
  await running.api.pause({ length: 'until-resumed' });
  await office.put('Plan.txt', 'vom Server');
  await writeFile(join(office.place('Amt'), 'Plan.txt'), 'von hier');
  await running.api.resume({});
  await waitFor(() => running.heard().folders[0]?.conflicts === 1, 'a conflict', 30_000);
  await waitForState(running, 'in-sync');
  await running.api.pause({ length: 'until-resumed' });
  const { memory, notices } = decideNotices(NOTHING_TOLD, whoLooksElsewhere(running, 0));
  expect(notices).toEqual([{ kind: 'two-versions', count: 1 }]);
  await running.host.close();
  return memory;
}

describe('somebody who does not look at the windows', () => {
  it('is told that a sign-in is needed, but not while everything is paused', async () => {
    const office = await enterOffice();
    const first = await startHost(office);
    await addFolder(first, office, 'Amt');
    await waitForState(first, 'in-sync');
    await first.host.close();
    const second = await startHost(office);
    await waitForState(second, 'stopped');

    expect(noticesAfter(second, 2)).toMatchObject([{ kind: 'sign-in' }]);
    await second.api.pause({ length: 'until-resumed' });
    expect(noticesAfter(second, 20)).toEqual([]);
  });

  it('is told that a folder has gone, but not while it is paused', async () => {
    const office = await enterOffice();
    const running = await startHost(office);
    const folderId = await addFolder(running, office, 'Amt');
    await waitForState(running, 'in-sync');
    await rm(office.place('Amt'), { recursive: true });
    await running.api.syncNow({ folderId });
    await waitForState(running, 'stopped');

    expect(noticesAfter(running, 11)).toMatchObject([{ kind: 'failure', folders: [{ name: 'Amt' }] }]);
    await running.api.pause({ folderId, length: 'hours-2' });
    expect(noticesAfter(running, 11)).toEqual([]);
  });

  it('is not told again of two versions after a start, and a paused folder still tells them', async () => {
    const office = await enterOffice();
    const memory = await leaveTwoVersions(office);

    const restarted = await startHost(office);

    expect(restarted.heard().folders[0]).toMatchObject({ state: { kind: 'paused' }, conflicts: 1 });
    const told = decideNotices(memory, whoLooksElsewhere(restarted, 20));
    expect(told.notices).toEqual([]);
    expect(told.memory).toMatchObject({ conflicts: 1, waitingSinceMs: memory.waitingSinceMs });
  });
});
