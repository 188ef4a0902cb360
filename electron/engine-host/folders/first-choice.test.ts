import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { enterOffice, signIn, startHost, waitForState } from '#e2e/stage/engine-host.ts';
import type { RunningHost } from '#e2e/stage/engine-host.ts';
import type { Office } from '#e2e/stage/office.ts';
import { readTexts, USER } from '#e2e/stage/office.ts';
import type { ProfileKind } from '#dev-server/server-options.ts';

/** A person who has signed in, at a server with three folders. */
async function arrive(profile?: ProfileKind) {
  const office = await enterOffice(profile);
  for (const path of ['Archiv', 'Archiv/2019', 'Archiv/2020', 'Bauamt']) await office.makeDirectory(path);
  await office.put('Archiv/2019/alt.txt', 'alt');
  await office.put('Archiv/2020/neuer.txt', 'neuer');
  await office.put('Bauamt/plan.txt', 'plan');
  const running = await startHost(office);
  return { office, running, accountId: await signIn(running, office) };
}

async function begin(
  { office, running, accountId }: { office: Office; running: RunningHost; accountId: string },
  deselected: readonly string[],
  spaceId?: string,
) {
  const where = { accountId, remotePath: '', localPath: office.place('BayernBox') };
  return running.api.addFolder({ ...where, deselected, ...(spaceId === undefined ? {} : { spaceId }) });
}

/** The files of the synced folder, once it says that everything is in sync. */
async function readSynced({ office, running }: { office: Office; running: RunningHost }): Promise<readonly string[]> {
  await waitForState(running, 'in-sync');
  return Object.keys(await readTexts(office.place('BayernBox'))).toSorted();
}

const [OLD, NEWER, PLAN] = [
  join('Archiv', '2019', 'alt.txt'),
  join('Archiv', '2020', 'neuer.txt'),
  join('Bauamt', 'plan.txt'),
];

/** Another name for an item of the server. */
async function rename(office: Office, from: string, to: string): Promise<void> {
  const davRoot = office.server.users[0]?.davRoot ?? '';
  const authorization = `Basic ${Buffer.from(`${USER.name}:${USER.password}`).toString('base64')}`;
  const headers = { authorization, destination: `${davRoot}${to}`, overwrite: 'F' };
  const answer = await fetch(`${davRoot}${from}`, { method: 'MOVE', headers });
  if (!answer.ok) throw new Error(`MOVE ${from}: ${answer.status}`);
}

describe('what is deselected before the first sync', () => {
  it.each(['owncloud10', 'infinite-scale'] as const)(
    'never begins to come, and is asked for never: %s',
    async (profile) => {
      const desk = await arrive(profile);
      await desk.running.api.listServerDirectories({ accountId: desk.accountId, path: 'Archiv' });
      desk.office.server.requestLog.reset();

      const added = await begin(desk, ['Archiv/2019']);

      if (!added.ok) throw new Error(added.error.code);
      expect(await readSynced(desk)).toEqual([NEWER, PLAN]);
      expect(desk.office.server.requestLog.entries.filter(({ path }) => path.includes('2019'))).toEqual([]);
      const selection = await desk.running.api.getSelection({ folderId: added.value.folderId });
      expect(selection).toMatchObject({ ok: true, value: { deselected: ['Archiv/2019'], undecided: [] } });
      expect(await desk.office.get('Archiv/2019/alt.txt')).toBe('alt');
    },
  );

  it('stays away under the name that it has got since it was shown', async () => {
    const desk = await arrive();
    await desk.running.api.listServerDirectories({ accountId: desk.accountId, path: '' });
    await rename(desk.office, 'Archiv', 'Altes');

    await begin(desk, ['Archiv']);

    expect(await readSynced(desk)).toEqual([PLAN]);
  });

  it('must be there: otherwise nothing is made and nothing begins', async () => {
    const desk = await arrive();

    expect(await begin(desk, ['Archiv/1999'])).toEqual({ ok: false, error: { code: 'remote-folder-missing' } });

    expect(existsSync(desk.office.place('BayernBox'))).toBe(false);
    expect(desk.running.heard().folders).toEqual([]);
  });

  it('is the whole choice: what was kept away at this place in an earlier life comes', async () => {
    const desk = await arrive();
    const first = await begin(desk, ['Archiv']);
    if (!first.ok) throw new Error(first.error.code);
    expect(await readSynced(desk)).toEqual([PLAN]);
    await desk.running.api.removeFolder({ folderId: first.value.folderId });

    await begin(desk, ['Bauamt']);

    // What was here before it was deselected is as the server has it, and leaves.
    expect(await readSynced(desk)).toEqual([OLD, NEWER]);
    expect(await desk.office.get('Bauamt/plan.txt')).toBe('plan');
  });

  it('leaves files at the place alone that the server does not have', async () => {
    const desk = await arrive();
    const own = desk.office.place(join('BayernBox', 'Archiv'));
    await mkdir(own, { recursive: true });
    await writeFile(join(own, 'eigenes.txt'), 'nur hier');

    await begin(desk, ['Archiv']);

    await waitForState(desk.running, 'in-sync', 'not-synced');
    expect(await readTexts(desk.office.place('BayernBox'))).toEqual({
      [join('Archiv', 'eigenes.txt')]: 'nur hier',
      [PLAN]: 'plan',
    });
  });
});

describe('the folders of a server of which nothing is synced yet', () => {
  it.each(['owncloud10', 'infinite-scale'] as const)(
    'are told place by place, and found by name: %s',
    async (profile) => {
      const { running, accountId } = await arrive(profile);

      const listed = await running.api.listServerDirectories({ accountId, path: 'Archiv' });
      const search = { accountId, text: '2020', isFurther: true };
      const first = await running.api.searchServerDirectories(search);
      const second = await running.api.searchServerDirectories(search);

      expect(listed).toMatchObject({ ok: true, value: { items: [{ name: '2019' }, { name: '2020' }] } });
      expect(first).toMatchObject({ ok: true, value: { searched: 1 } });
      expect(second).toMatchObject({ ok: true, value: { items: [{ path: 'Archiv/2020' }], total: 1 } });
      expect(await running.api.listServerDirectories({ accountId, path: 'Nie' })).toEqual({
        ok: false,
        error: { code: 'remote-folder-missing' },
      });
    },
  );

  it('are told again after a look that failed', async () => {
    const { office, running, accountId } = await arrive();
    office.server.faults.add({ effect: { kind: 'status', status: 503 } });
    expect(await running.api.listServerDirectories({ accountId, path: '' })).toMatchObject({ ok: false });
    office.server.faults.clear();

    expect(await running.api.listServerDirectories({ accountId, path: '' })).toMatchObject({ ok: true });
  });
});
