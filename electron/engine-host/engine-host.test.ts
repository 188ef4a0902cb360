import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RunningHost } from '#e2e/stage/engine-host.ts';
import { addFolder, enterOffice, signIn, startHost, waitForState } from '#e2e/stage/engine-host.ts';
import type { Office } from '#e2e/stage/office.ts';
import { readTexts, USER, waitFor } from '#e2e/stage/office.ts';
import { DEFAULT_SYNC_SETTINGS } from '#policies/settings.ts';
import { MemorySecretStore } from '#sync-engine/secrets/memory-secret-store.ts';

describe('the engine host', () => {
  it('signs in, syncs a chosen folder in both directions, and tells it by events alone', async () => {
    const office = await enterOffice();
    await office.put('Brief.txt', 'vom Server');
    const running = await startHost(office);
    await mkdir(office.place('BayernBox'));
    await writeFile(join(office.place('BayernBox'), 'Liste.txt'), 'von hier');

    await addFolder(running, office);
    await waitForState(running, 'in-sync');

    expect(await readTexts(office.place('BayernBox'))).toEqual({ 'Brief.txt': 'vom Server', 'Liste.txt': 'von hier' });
    expect(await office.get('Liste.txt')).toBe('von hier');
    await waitFor(() => running.heard().recent.length === 2 || undefined, 'two recent items');
    expect(await running.api.getState({})).toEqual({ ok: true, value: running.heard() });
  });

  it('follows changes while it runs', async () => {
    const office = await enterOffice();
    const running = await startHost(office);
    await addFolder(running, office);
    await waitForState(running, 'in-sync');

    await writeFile(join(office.place('BayernBox'), 'neu.txt'), 'neu');

    await waitFor(() => office.get('neu.txt'), 'the new file on the server');
  });

  it('remembers accounts and folders, and asks for the sign-in when the secret is gone', async () => {
    const office = await enterOffice();
    const first = await startHost(office);
    const folderId = await addFolder(first, office);
    await waitForState(first, 'in-sync');
    await first.host.close();

    const second = await startHost(office);

    await waitForState(second, 'stopped');
    expect(second.heard().accounts).toMatchObject([{ signIn: 'needed', displayName: USER.name }]);
    expect(second.heard().folders).toMatchObject([
      { folderId, state: { kind: 'stopped', error: { code: 'sign-in-needed', scope: 'account' } } },
    ]);
    await signIn(second, office);
    await waitForState(second, 'in-sync');
    expect(second.heard().accounts).toMatchObject([{ signIn: 'signed-in' }]);
  });

  it('rests while it is paused, says until when, and goes on when it is resumed', async () => {
    const office = await enterOffice();
    const running = await startHost(office);
    const folderId = await addFolder(running, office);
    await waitForState(running, 'in-sync');

    await running.api.pause({ length: 'hours-2' });
    await office.put('meanwhile.txt', 'x');
    const { folders, pause } = running.heard();
    expect(folders).toMatchObject([{ state: { kind: 'paused' }, pause: { why: 'person' } }]);
    expect(pause?.untilMs).toBeGreaterThan(Date.now() + 7_000_000);
    await running.api.pause({ folderId, length: 'until-resumed' });
    expect(running.heard().folders[0]?.pause).toEqual({ why: 'person' });

    await running.api.resume({});

    await waitForState(running, 'in-sync');
    expect(await readTexts(office.place('BayernBox'))).toEqual({ 'meanwhile.txt': 'x' });
  });

  it('goes on with the one folder that a person resumes while everything is paused; the others rest on', async () => {
    const office = await enterOffice();
    const running = await startHost(office);
    const folderId = await addFolder(running, office);
    await office.makeDirectory('Archiv');
    const accountId = await signIn(running, office);
    await running.api.addFolder({ accountId, remotePath: 'Archiv', localPath: office.place('Archiv') });
    await running.api.pause({ length: 'hours-2' });
    const untilMs = running.heard().pause?.untilMs;

    await running.api.resume({ folderId });

    await waitForState(running, 'in-sync');
    expect(running.heard().folders).toMatchObject([{ folderId }, { pause: { why: 'person', untilMs } }]);
    expect(running.heard().folders[0]?.pause).toBeUndefined();
    expect(running.heard().pause).toBeUndefined();
  });

  it('keeps a pause over a restart', async () => {
    const office = await enterOffice();
    const secrets = new MemorySecretStore();
    const first = await startHost(office, secrets);
    await addFolder(first, office);
    await first.api.pause({ length: 'until-resumed' });
    await first.host.close();

    const second = await startHost(office, secrets);

    expect(second.heard().folders).toMatchObject([{ state: { kind: 'paused' } }]);
  });

  it('rests on a network that costs money, unless a person says: all the same', async () => {
    const office = await enterOffice();
    const running = await startHost(office);
    await addFolder(running, office);
    await waitForState(running, 'in-sync');

    await running.host.setConditions({ isMetered: true, isOnBattery: false });
    expect(running.heard().folders).toMatchObject([{ pause: { why: 'metered' } }]);
    await running.api.resume({});
    await waitForState(running, 'in-sync');
    await running.host.setConditions({ isMetered: false, isOnBattery: false });
    await running.host.setConditions({ isMetered: true, isOnBattery: false });

    expect(running.heard().folders).toMatchObject([{ pause: { why: 'metered' } }]);
  });

  it('rests behind the page of a network that wants a sign-in, and goes on by itself after it', async () => {
    const office = await enterOffice();
    const running = await startHost(office);
    await addFolder(running, office);
    await waitForState(running, 'in-sync');

    office.server.faults.add({ effect: { kind: 'status', status: 511, html: '<html>Wi-Fi</html>' } });
    await running.api.syncNow({});
    await waitForState(running, 'offline', 'stopped', 'waiting');
    await waitFor(async () => {
      await running.host.wake();
      return running.heard().folders[0]?.pause?.why === 'portal' || undefined;
    }, 'the pause');
    office.server.faults.clear();
    await running.host.wake();

    await waitForState(running, 'in-sync');
    expect(running.heard().pause).toBeUndefined();
  });

  it('rests at the times that the settings name, unless a person says: all the same', async () => {
    const office = await enterOffice();
    const running = await startHost(office);
    await addFolder(running, office);
    await waitForState(running, 'in-sync');
    const settings = { ...DEFAULT_SYNC_SETTINGS, pauseWindows: '00:00-24:00' };

    await running.api.changeSyncSettings({ settings });
    expect(running.heard()).toMatchObject({ pause: { why: 'clock' }, folders: [{ pause: { why: 'clock' } }] });
    await running.api.resume({});

    await waitForState(running, 'in-sync');
  });

  it('limits transfers at the named times only', async () => {
    const office = await enterOffice();
    const size = 200_000;
    await office.put('gross.bin', 'x'.repeat(size));
    const running = await startHost(office);
    const dayAfterTomorrow = ((new Date().getDay() + 1) % 7) + 1;
    const limitWindows = `${['mo', 'di', 'mi', 'do', 'fr', 'sa', 'so'][dayAfterTomorrow - 1] ?? ''} 00:00-24:00`;
    const settings = { ...DEFAULT_SYNC_SETTINGS, limitDownBytesPerSecond: 1_024, limitWindows };

    await running.api.changeSyncSettings({ settings });
    await addFolder(running, office);

    // With the limit it would take more than three minutes.
    await waitForState(running, 'in-sync');
    expect((await readTexts(office.place('BayernBox')))['gross.bin']).toHaveLength(size);
  });

  it.each(['limit', 'pause'] as const)(
    'refuses a time to %s that nobody can read, and keeps what was set',
    async (kind) => {
      const running = await startHost(await enterOffice());
      const unreadable = kind === 'limit' ? { limitWindows: 'werktags' } : { pauseWindows: '25:00-26:00' };

      expect(await running.api.changeSyncSettings({ settings: { ...DEFAULT_SYNC_SETTINGS, ...unreadable } })).toEqual({
        ok: false,
        error: { code: `${kind}-window-unreadable` },
      });
      expect(await running.api.getSyncSettings({})).toEqual({ ok: true, value: DEFAULT_SYNC_SETTINGS });
    },
  );

  it('removes a folder without touching a file', async () => {
    const office = await enterOffice();
    await office.put('a.txt', 'a');
    const running = await startHost(office);
    const folderId = await addFolder(running, office);
    await waitForState(running, 'in-sync');

    await running.api.removeFolder({ folderId });

    expect(running.heard().folders).toEqual([]);
    expect(await readTexts(office.place('BayernBox'))).toEqual({ 'a.txt': 'a' });
    expect(await office.get('a.txt')).toBe('a');
  });

  it('refuses folders inside one another, files, and its own data', async () => {
    const office = await enterOffice();
    const running = await startHost(office);
    await addFolder(running, office);
    const accountId = running.heard().accounts[0]?.accountId ?? '';
    await writeFile(office.place('file'), '');
    const codes = [];

    for (const localPath of ['BayernBox/inside', '', 'file'].map((name) => office.place(name))) {
      codes.push(await running.api.addFolder({ accountId, remotePath: '', localPath }));
    }
    codes.push(await running.api.addFolder({ accountId, remotePath: '', localPath: office.stateDirectory }));

    expect(codes.map((answer) => (answer.ok ? 'added' : answer.error.code))).toEqual([
      'folder-overlaps',
      'folder-overlaps',
      'folder-is-file',
      'folder-in-program-data',
    ]);
  });

  it('shows two versions, decides on them, and takes the decision back', async () => {
    const office = await enterOffice();
    const { running, folderId } = await startWithTwoVersions(office);

    const listed = await running.api.listConflicts({ folderId });
    const conflict = listed.ok ? listed.value.items[0] : undefined;
    const decision = { conflictId: conflict?.conflictId ?? '', keep: 'mine', revision: conflict?.revision } as const;
    const resolved = await running.api.resolveConflicts({ folderId, decisions: [decision] });
    expect(resolved).toEqual({ ok: true, value: { items: [{ conflictId: decision.conflictId }] } });
    expect(await readTexts(office.place('BayernBox'))).toEqual({ 'Plan.txt': 'von hier' });
    await waitFor(async () => (await office.get('Plan.txt')) === 'von hier' || undefined, 'the decision on the server');
    await waitForState(running, 'in-sync');
    const undone = await running.api.undoConflict({ folderId, conflictId: decision.conflictId });

    expect(undone).toEqual({ ok: true, value: {} });
    expect(Object.values(await readTexts(office.place('BayernBox'))).toSorted()).toEqual(['vom Server', 'von hier']);
  });

  it.each(['at work', 'at rest'] as const)(
    'counts the files in two versions anew after a decision, with a folder %s and nothing left to sync',
    async (when) => {
      const office = await enterOffice();
      const { running, folderId } = await startWithTwoVersions(office);
      if (when === 'at rest') await running.api.pause({ length: 'until-resumed' });
      const listed = await running.api.listConflicts({ folderId });
      const { conflictId = '', revision } = (listed.ok ? listed.value.items[0] : undefined) ?? {};

      await running.api.resolveConflicts({ folderId, decisions: [{ conflictId, keep: 'both', revision }] });

      expect(running.heard().folders[0]?.conflicts).toBe(0);
    },
  );

  it('holds many removals, lists them, and brings everything back when a person says so', async () => {
    const office = await enterOffice();
    for (let number = 0; number < 60; number += 1) await office.put(`${number}.txt`, `${number}`);
    const running = await startHost(office);
    const folderId = await addFolder(running, office);
    await waitForState(running, 'in-sync');
    for (const name of Object.keys(await readTexts(office.place('BayernBox')))) {
      await rm(join(office.place('BayernBox'), name));
    }
    await waitForState(running, 'needs-decision');
    expect(running.heard().folders[0]?.decisions).toBe(1);

    const listed = await running.api.listDecisions({ folderId });
    const hold = listed.ok ? listed.value.items[0] : undefined;
    expect(hold).toMatchObject({ kind: 'removals', side: 'remote', fileCount: 60 });
    await running.api.answerDecision({ folderId, name: hold?.name ?? '', answer: 'keep' });

    await waitForState(running, 'in-sync');
    expect(Object.keys(await readTexts(office.place('BayernBox')))).toHaveLength(60);
    expect(running.heard().folders[0]?.decisions).toBe(0);
  });

  it('explains a path, lists the history and what is kept, and brings a kept version back', async () => {
    const office = await enterOffice();
    await office.put('a.txt', 'erste');
    const running = await startHost(office);
    const folderId = await addFolder(running, office);
    await waitForState(running, 'in-sync');
    await office.put('a.txt', 'zweite');
    await waitFor(
      async () => (await readTexts(office.place('BayernBox')))['a.txt'] === 'zweite' || undefined,
      'the second version',
      45_000,
    );
    await waitForState(running, 'in-sync');

    const why = await running.api.explainPath({ folderId, path: 'a.txt' });
    const history = await running.api.listHistory({ folderId, search: 'A.TX', limit: 10 });
    const kept = await running.api.listKept({ folderId });
    const keepId = kept.ok ? (kept.value.items[0]?.keepId ?? '') : '';
    const restored = await running.api.restoreKept({ folderId, keepId, target: 'alt.txt' });

    expect(why).toEqual({ ok: true, value: { path: 'a.txt', code: 'in-sync' } });
    expect(history.ok ? history.value.items.map(({ verb }) => verb) : history).toEqual(['download', 'download']);
    expect(restored).toEqual({ ok: true, value: { path: 'alt.txt', isRenamed: false, bytes: 'verified' } });
    expect((await readTexts(office.place('BayernBox')))['alt.txt']).toBe('erste');
  });

  it('refuses a wrong password and remembers nothing of it', async () => {
    const office = await enterOffice();
    const running = await startHost(office);

    const answer = await running.api.signInWithPassword({
      serverUrl: office.server.url,
      userName: USER.name,
      password: 'wrong',
    });

    expect(answer).toEqual({ ok: false, error: { code: 'sign-in-refused' } });
    expect(running.heard().accounts).toEqual([]);
  });

  it('lists what of the server can be synced', async () => {
    const office = await enterOffice();
    await office.makeDirectory('Bauamt');
    await office.put('Bauamt/b.txt', '12345');
    const running = await startHost(office);
    const accountId = await signIn(running, office);

    expect(await running.api.listSpaces({ accountId })).toEqual({
      ok: true,
      value: { items: [{ name: USER.name, kind: 'personal', isReadOnly: false, usedBytes: 5 }] },
    });
    expect(await running.api.listServerDirectories({ accountId, path: '' })).toEqual({
      ok: true,
      value: { sizeBytes: 5, items: [{ name: 'Bauamt', sizeBytes: 5, sharing: 'none', isReadOnly: false }] },
    });
  });

  it('lists spaces and everything shared, and remembers the name of the space that is synced', async () => {
    const office = await enterOffice('infinite-scale');
    office.server.sharing.createSpace({ name: 'Bauamt', members: { [USER.name]: 'editor' }, quotaBytes: 1000 });
    const running = await startHost(office);
    const accountId = await signIn(running, office);

    const listed = await running.api.listSpaces({ accountId });

    if (!listed.ok) throw new Error(listed.error.code);
    const [personal, bauamt, shares] = listed.value.items;
    expect(personal).toMatchObject({ kind: 'personal', isReadOnly: false });
    expect(bauamt).toMatchObject({
      name: 'Bauamt',
      kind: 'project',
      isReadOnly: false,
      usedBytes: 0,
      totalBytes: 1000,
    });
    expect(shares).toMatchObject({ kind: 'shares', isReadOnly: true });
    const place = { accountId, remotePath: '', localPath: office.place('Bauamt') };
    await running.api.addFolder({ ...place, spaceId: bauamt?.spaceId ?? '', spaceName: 'Bauamt' });
    await waitForState(running, 'in-sync');
    expect(running.heard().folders).toMatchObject([{ spaceId: bauamt?.spaceId, spaceName: 'Bauamt' }]);
  });

  it('tells a diagnosis without any name of a file, person, place or server', async () => {
    const office = await enterOffice();
    const running = await startHost(office);
    await addFolder(running, office, 'Geheimordner');
    await writeFile(join(office.place('Geheimordner'), 'Geheim?.txt'), 'x');
    await waitForState(running, 'in-sync', 'not-synced');

    const answer = await running.api.createDiagnostics({});

    const text = JSON.stringify(answer);
    expect(answer.ok).toBe(true);
    for (const secret of ['Geheim', USER.name, USER.password, office.server.url, office.homeDirectory]) {
      expect(text).not.toContain(secret);
    }
  });
});

/** A host whose only folder has come to rest with one file in two versions. */
async function startWithTwoVersions(
  office: Office,
): Promise<{ readonly running: RunningHost; readonly folderId: string }> {
  await office.put('Plan.txt', 'alt');
  const running = await startHost(office);
  const folderId = await addFolder(running, office);
  await waitForState(running, 'in-sync');
  await running.api.pause({ length: 'until-resumed' });
  await office.put('Plan.txt', 'vom Server');
  await writeFile(join(office.place('BayernBox'), 'Plan.txt'), 'von hier');
  await running.api.resume({});
  await waitFor(() => running.heard().folders[0]?.conflicts === 1 || undefined, 'a conflict');
  await waitForState(running, 'in-sync');
  return { running, folderId };
}
