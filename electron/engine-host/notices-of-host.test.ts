import { rm } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { RunningHost } from '#e2e/stage/engine-host.ts';
import { addFolder, enterOffice, startHost, waitForState } from '#e2e/stage/engine-host.ts';
import { NOTHING_TOLD } from '#electron/main/notice.ts';
import { decideNotices } from '#electron/main/notifications.ts';
import { DEFAULT_SHELL_SETTINGS } from '#policies/settings.ts';

/** What a person who looks elsewhere is told when nothing has changed for so long. */
function noticesAfter({ heard }: RunningHost, minutes: number) {
  return decideNotices(NOTHING_TOLD, {
    state: heard(),
    settings: DEFAULT_SHELL_SETTINGS.notifications,
    isQuiet: false,
    nowMs: Date.now() + minutes * 60_000,
  }).notices;
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
});
