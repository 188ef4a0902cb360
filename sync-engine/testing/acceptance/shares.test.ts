import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { ProfileKind } from '#dev-server/server-options.ts';
import { parseLines, runCommand } from '../../cli/command-process.ts';
import type { Setting } from './command-setting.ts';
import { lastLine, openSetting, SECRET, USER } from './command-setting.ts';
import type { ServerAccount } from './server-account.ts';
import { openAccount } from './server-account.ts';

const OWNER = { name: 'bernd', password: USER.password };

/** Bernd shares `Akten` with anna, who may only read it; she syncs it as `Akten`, among other things. */
async function openShared(profile: ProfileKind): Promise<{ readonly setting: Setting; readonly owner: ServerAccount }> {
  const setting = await openSetting(profile, { users: [USER, OWNER] });
  const owner = openAccount(setting.server, OWNER);
  await owner.makeDirectory('Akten');
  await owner.put('Akten/a.txt', 'a');
  await owner.put('Akten/b.txt', 'b');
  setting.server.sharing.share({ owner: 'bernd', path: 'Akten', with: 'anna', role: 'viewer' });
  return { setting, owner };
}

const OPTIONS = { owncloud10: [], 'infinite-scale': ['--space', 'Shares'] } as const;

it.each(['owncloud10', 'infinite-scale'] as const)(
  'on %s what one may only read is never sent: deletions come back, edits stand beside it, new files stay here',
  async (profile) => {
    const { setting, owner } = await openShared(profile);
    await using _closing = setting;
    await setting.sync(...OPTIONS[profile]);
    const akten = join(setting.folder, 'Akten');
    rmSync(join(akten, 'a.txt'));
    writeFileSync(join(akten, 'b.txt'), 'mine');
    writeFileSync(join(akten, 'c.txt'), 'new');
    setting.server.requestLog.reset();

    const result = await setting.sync('--json', ...OPTIONS[profile]);

    const second = readdirSync(akten).find((name) => name.startsWith('b (Fassung von'));
    expect(['a.txt', 'b.txt', second ?? '', 'c.txt'].map((name) => readFileSync(join(akten, name), 'utf8'))).toEqual([
      'a',
      'b',
      'mine',
      'new',
    ]);
    expect(lastLine(result)['problems']).toEqual([
      { path: `Akten/${second}`, code: 'change-not-permitted' },
      { path: 'Akten/c.txt', code: 'change-not-permitted' },
    ]);
    const writes = setting.server.requestLog.entries.filter(
      ({ method }) => !['GET', 'PROPFIND', 'REPORT'].includes(method),
    );
    expect(writes).toEqual([]);
    expect(Object.keys(await owner.readContent())).toEqual(['Akten', 'Akten/a.txt', 'Akten/b.txt']);
  },
  120_000,
);

it('syncs a share that is shown twice at both places, and a change at one to the other', async () => {
  await using setting = await openSetting('owncloud10', { users: [USER, OWNER] });
  const owner = openAccount(setting.server, OWNER);
  await owner.makeDirectory('Akten');
  await owner.put('Akten/a.txt', 'a');
  for (const name of ['Eins', 'Zwei'])
    setting.server.sharing.share({ owner: 'bernd', path: 'Akten', with: 'anna', role: 'editor', name });
  await setting.sync();
  const fileAt = (name: string): string => readFileSync(join(setting.folder, name, 'a.txt'), 'utf8');
  const first = [fileAt('Eins'), fileAt('Zwei')];
  writeFileSync(join(setting.folder, 'Zwei', 'a.txt'), 'edited');

  const result = await setting.sync();

  expect([first, [fileAt('Eins'), fileAt('Zwei')], result.exitCode]).toEqual([['a', 'a'], ['edited', 'edited'], 0]);
}, 120_000);

it('lists spaces and shares, syncs a project space, and keeps its files when it is disabled', async () => {
  const { setting } = await openShared('infinite-scale');
  await using _closing = setting;
  const { sharing, url } = setting.server;
  const space = sharing.createSpace({ name: 'Bauamt', members: { anna: 'editor' }, quotaBytes: 1_000_000 });
  const args = ['spaces', url, '--user', USER.name, '--json'];
  const listed = await runCommand({ args, environment: SECRET });
  setting.write({ 'Plan.txt': 'plan' });
  const synced = await setting.sync('--space', 'Bauamt');
  sharing.setDisabled(space, true);
  const disabled = await setting.sync('--space', 'Bauamt');
  sharing.setDisabled(space, false);
  const back = await setting.sync('--space', 'Bauamt');

  expect(parseLines(listed.stdout).map(({ name, kind, isReadOnly }) => [name, kind, isReadOnly])).toEqual([
    ['anna', 'personal', false],
    ['Bauamt', 'project', false],
    ['Shares', 'shares', true],
    ['Akten', 'shared', true],
  ]);
  expect([synced.exitCode, disabled.exitCode, back.exitCode]).toEqual([0, 4, 0]);
  expect(disabled.stderr).toContain('Space or share is not there');
  expect(existsSync(join(setting.folder, 'Plan.txt'))).toBe(true);
}, 120_000);
